using System.Text;
using JitPortal.Application.Approvals;
using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Audit;

/// <summary>A person can be erased without breaking the chain (I-36).</summary>
public sealed class ErasureTests
{
    private const string Name = "Quintessa Vantongeren";
    private const string Subject = "quintessa-subject-8841";
    private const string Account = "qvantongeren_db";
    private const string Address = "198.51.100.77";
    private static readonly string[] Reasons = ["Because Zebrafish calls", "I agree with Marmalade", "It was Periwinkle"];

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Erase_AfterAWholeLife_LeavesNothingReadableAndTheChainVerifies(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var (person, asked, decided) = await LiveAsync(world);
        string[] traces = [Name, Subject, Account, Address, $"{Subject}@nordlys.test", .. Reasons];
        foreach (var trace in traces.Except(Reasons.Skip(1)))
            new Canary(trace).FindIn(await world.CellsAsync()).ShouldNotBeEmpty($"{trace} is looked for and must be found before");

        await Scene.Must(world.Get<ErasePerson>().RunAsync(scene.Tove, person.Id, CancellationToken.None));

        var cells = await world.CellsAsync();
        traces.SelectMany(trace => new Canary(trace).FindIn(cells).Select(place => $"{trace} in {place}")).ShouldBeEmpty();
        await using var db = world.Db();
        (await db.PersonKeys.CountAsync(k => k.PersonId == person.Id.Value)).ShouldBe(0);
        (await db.AuditPersonal.CountAsync(p => p.PersonId == person.Id.Value)).ShouldBeGreaterThan(0, "the boxes stay; nobody can open them");
        (await world.Get<VerifyAudit>().RunAsync(CancellationToken.None)).Problem.ShouldBeNull();
        await ReadAsync(world, asked, decided);
    }

    private static async Task ReadAsync(World world, RequestId asked, RequestId decided)
    {
        var (scene, read) = (world.Scene, world.Get<ReadRequest>());
        var own = await Scene.Must(read.RunAsync(scene.Tove, asked, CancellationToken.None));
        own.Timeline[0].ShouldSatisfyAllConditions(t => t.Actor.ShouldBe("somebody who was erased"), t => t.Detail.ShouldBeNull());
        own.Summary.ShouldSatisfyAllConditions(s => s.Requester.ShouldBe("Erased person"), s => s.Reason.ShouldBeEmpty());
        var others = await Scene.Must(read.RunAsync(scene.Mira, decided, CancellationToken.None));
        others.Timeline.Count(t => t.Actor == "somebody who was erased").ShouldBe(3, "the vote, the approval and the revocation");
        others.Timeline.ShouldContain(t => t.Title.StartsWith("Policy checked", StringComparison.Ordinal) && t.Title.Contains("somebody who was erased", StringComparison.Ordinal));
    }

    /// <summary>Signs in, is named in a policy, holds access on an own account, approves somebody, and takes access away.</summary>
    private static async Task<(Actor Person, RequestId Asked, RequestId Decided)> LiveAsync(World world)
    {
        var scene = world.Scene;
        var person = await Scene.SignInAsync(world.Portal, Subject, Name, PortalRole.Requester | PortalRole.Approver, "engineering", "owners") with { SourceAddress = Address };
        await Scene.Must(world.Get<SetTargetAccount>().RunAsync(scene.Tove, scene.Target, person.Id, Account, CancellationToken.None));
        await scene.PublishAsync("named", [scene.SameRight], new Rule(
            "named", new Effect.Require(Stage: new Stage([new Approver.Person(person.Id, Name)], 1, Hour)), new Condition.Always()));
        var asked = await Scene.Must(scene.AskAsync(person, scene.OnOwnAccount, Hour, Reasons[0]));
        await scene.OpenDueAsync();
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(person, new GrantId((await scene.GrantOfAsync(asked)).Id), CancellationToken.None));
        await scene.RevokeDueAsync();
        var decided = await Scene.Must(scene.AskAsync(scene.Mira, scene.SameRight, Hour));
        await Scene.Must(world.Get<DecideRequest>().RunAsync(person, decided, new DecisionForm(true, null, Reasons[1], DecisionChannel.Web), CancellationToken.None));
        await scene.OpenDueAsync();
        await Scene.Must(world.Get<RevokeGrant>().RunAsync(person, new GrantId((await scene.GrantOfAsync(decided)).Id), Reasons[2], CancellationToken.None));
        return (person, asked, decided);
    }

    /// <summary>What they wrote where access is not asked for: of an emergency of theirs, of one of somebody else, and when they stopped somebody.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Erase_WroteOfEmergenciesAndOfAStop_LeavesNoneOfIt(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var person = await Scene.SignInAsync(world.Portal, Subject, Name, PortalRole.Requester | PortalRole.Approver | PortalRole.Administrator, "owners");
        var what = await scene.BreakGlassAsync("vault", new Approver.Group("owners"));
        await Scene.Must(world.Get<ExplainEmergency>().RunAsync(person, await EmergencyAsync(world, person, what), Reasons[0], CancellationToken.None));
        await Scene.Must(world.Get<ReviewEmergency>().RunAsync(person, await EmergencyAsync(world, scene.Mira, what), new ReviewForm(false, Reasons[1]), CancellationToken.None));
        await Scene.Must(world.Get<PlaceLock>().RunAsync(person, LockScope.Of(scene.Jon.Id), Reasons[2], CancellationToken.None));
        await scene.RevokeDueAsync();
        foreach (var words in Reasons)
            new Canary(words).FindIn(await world.CellsAsync()).ShouldNotBeEmpty($"{words} is looked for and must be found before");

        await Scene.Must(world.Get<ErasePerson>().RunAsync(scene.Tove, person.Id, CancellationToken.None));

        var cells = await world.CellsAsync();
        Reasons.SelectMany(words => new Canary(words).FindIn(cells)).ShouldBeEmpty();
    }

    private static async Task<RequestId> EmergencyAsync(World world, Actor who, EntitlementId what)
    {
        var id = await Scene.Must(world.Get<SubmitRequest>().RunAsync(who, new RequestForm(what, TimeSpan.FromMinutes(30), "The shop is down", Emergency: true), CancellationToken.None));
        await world.Scene.OpenDueAsync();
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(who, new GrantId((await world.Scene.GrantOfAsync(id)).Id), CancellationToken.None));
        await world.Scene.RevokeDueAsync();
        return id;
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Erase_OpenGrant_IsRefusedUntilItHasEnded(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, erase) = (world.Scene, world.Get<ErasePerson>());
        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, Hour));
        foreach (var step in new Func<Task>[]
        {
            () => Task.CompletedTask,
            scene.OpenDueAsync,
            async () => await Scene.Must(world.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId((await scene.GrantOfAsync(request)).Id), CancellationToken.None)),
        })
        {
            await step();
            var before = await world.StateAsync();
            (await erase.RunAsync(scene.Tove, scene.Mira.Id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldBe("This person has access that has not ended. End it first.");
            (await world.StateAsync()).ShouldBe(before);
        }
        await scene.RevokeDueAsync();

        await Scene.Must(erase.RunAsync(scene.Tove, scene.Mira.Id, CancellationToken.None));

        (await erase.RunAsync(scene.Tove, scene.Mira.Id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>("once is enough");
        (await erase.RunAsync(scene.Bo, scene.Jon.Id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Erase_WaitingRequest_IsNeverGranted(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        await Scene.Must(world.Get<ErasePerson>().RunAsync(scene.Tove, scene.Mira.Id, CancellationToken.None));

        await Scene.Must(scene.ApproveAsync(scene.Bo, request));

        (await world.RequestAsync(request.Value)).State.ShouldBe(RequestState.Denied);
        (await world.GrantsAsync()).ShouldBeEmpty();
        (await scene.AskAsync(scene.Mira, scene.Asks, Hour)).Refusal.ShouldBeOfType<Refusal.Forbidden>("an old session is of no use");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Erase_NamedInAStageThatWasAddedLater_IsForgottenThereToo(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        var added = StagesDocument.Write([new Stage([new Approver.Person(scene.Ann.Id, scene.Ann.Name)], 1, Hour)]);
        await using (var db = world.Db())
            await db.Requests.ExecuteUpdateAsync(s => s.SetProperty(r => r.AddedStages, added));

        await Scene.Must(world.Get<ErasePerson>().RunAsync(scene.Tove, scene.Ann.Id, CancellationToken.None));

        (await world.RequestAsync(request.Value)).AddedStages.ShouldNotBeNull().ShouldSatisfyAllConditions(
            text => text.ShouldNotContain(scene.Ann.Name), text => text.ShouldContain(scene.Ann.Id.ToString()));
    }

    /// <summary>Else erasing would undo a disabling, and make one administrator two.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Erase_SignsInAgain_IsRefusedByEveryWay(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var recognise = (await world.NodeAsync()).Get<RecognisePerson>();
        await Scene.Must(world.Get<DisablePerson>().RunAsync(world.Scene.Tove, world.Scene.Mira.Id, CancellationToken.None));
        await Scene.Must(world.Get<ErasePerson>().RunAsync(world.Scene.Tove, world.Scene.Mira.Id, CancellationToken.None));
        var before = await world.StateAsync();

        foreach (var again in new[] { Mira, Mira with { StatedAt = DateTimeOffset.UnixEpoch }, Mira with { StatedAt = world.Portal.Clock.GetUtcNow() + Hour, MayBeNew = false }, Mira with { IsWorkload = true } })
            (await recognise.RunAsync(again, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>().Message.ShouldStartWith("This account was erased in the portal.");
        await using var db = world.Db();
        var mark = await db.Logins.SingleAsync(l => l.PersonId == world.Scene.Mira.Id.Value);
        (await recognise.RunAsync(Mira with { Issuer = mark.Issuer, Subject = mark.Subject }, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();

        (await world.StateAsync()).ShouldBe(before);
        (await Scene.Must(world.Get<ReadPerson>().RunAsync(world.Scene.Tove, world.Scene.Mira.Id, CancellationToken.None))).Logins.ShouldBeEmpty("the mark is no sign-in");
    }

    /// <summary>A workload stays theirs, and whom they managed does not get somebody new as the manager.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Erase_NamedAsOwnerAndManager_IsNotMetAnew(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (recognise, mira) = (world.Get<RecognisePerson>(), world.Scene.Mira.Id.Value);
        await Scene.Must(world.Get<ErasePerson>().RunAsync(world.Scene.Tove, world.Scene.Mira.Id, CancellationToken.None));
        await using var db = world.Db();
        var people = await db.People.CountAsync();

        var ci = await Scene.Must(recognise.RunAsync(Mira with { Subject = "ci", IsWorkload = true, OwnerSubject = "mira" }, CancellationToken.None));
        var jon = await Scene.Must(recognise.RunAsync(Mira with { Subject = "jon", ManagerSubject = "mira" }, CancellationToken.None));

        (await db.People.CountAsync()).ShouldBe(people + 1, "the workload");
        (await db.People.SingleAsync(p => p.Id == ci.Id.Value)).OwnerId.ShouldBe(mira);
        (await db.People.SingleAsync(p => p.Id == jon.Id.Value)).ManagerId.ShouldBe(mira);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Readmit_WhoWasErased_IsSomebodyNewAtTheNextSignIn(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, readmit) = (world.Scene, world.Get<ReadmitPerson>());
        (await readmit.RunAsync(Mira.Issuer, "mira", CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.NotFound>("nobody was erased");
        await Scene.Must(world.Get<ErasePerson>().RunAsync(scene.Tove, scene.Mira.Id, CancellationToken.None));
        (await readmit.RunAsync(Mira.Issuer + "/", "mira", CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.NotFound>("to the letter");

        await Scene.Must(readmit.RunAsync(Mira.Issuer, "mira", CancellationToken.None));

        (await readmit.RunAsync(Mira.Issuer, "mira", CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.NotFound>("once is enough");
        (await world.AuditAsync())[^1].ShouldSatisfyAllConditions(a => a.Type.ShouldBe(AuditTypes.PersonReadmitted), a => Encoding.UTF8.GetString(a.Leaf).ShouldContain(scene.Mira.Id.ToString()), a => a.ActorId.ShouldBeNull());
        var again = await Scene.Must(world.Get<RecognisePerson>().RunAsync(Mira, CancellationToken.None));
        again.Id.ShouldNotBe(scene.Mira.Id);
        await Scene.Must(world.Get<ErasePerson>().RunAsync(scene.Tove, again.Id, CancellationToken.None));
        (await world.Get<RecognisePerson>().RunAsync(Mira, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>("erased anew");
        (await world.Get<VerifyAudit>().RunAsync(CancellationToken.None)).Problem.ShouldBeNull();
    }

    /// <summary>An administrator who could would get rid of what they wrote and of who stopped them; one who placed a stop would lift it.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Erase_OneselfOrWhoIsStopped_IsRefusedAndChangesNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, erase) = (world.Scene, world.Get<ErasePerson>());
        var sven = await Scene.SignInAsync(world.Portal, "sven", "Sven Aas", PortalRole.Requester | PortalRole.Administrator, "it");
        var placed = await Scene.Must(world.Get<PlaceLock>().RunAsync(scene.Tove, LockScope.Of(scene.Jon.Id), "Alarm", CancellationToken.None));
        var before = await world.StateAsync();

        (await erase.RunAsync(scene.Tove, scene.Tove.Id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>().Message.ShouldStartWith("Nobody erases themselves.");
        (await erase.RunAsync(scene.Tove, scene.Jon.Id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldBe("All access of this person is stopped. Lift the stop first.");
        (await world.StateAsync()).ShouldBe(before);
        await Scene.Must(world.Get<LiftLock>().RunAsync(sven, placed, CancellationToken.None));

        await Scene.Must(erase.RunAsync(scene.Tove, scene.Jon.Id, CancellationToken.None));
    }

    private static SignIn Mira => new("https://issuer.test", "mira", "Mira Kovač", "mira@nordlys.test", PortalRole.Requester, ["engineering"], IsWorkload: false);
}
