using JitPortal.Application.Approvals;
using JitPortal.Application.Audit;
using JitPortal.Application.Catalog;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Audit;

public sealed class ReadAuditEventTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ReadAuditEvent_Vote_ShowsAllThatIsRecordedOfIt(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var request = await VotedAsync(world);
        var log = await world.AuditAsync();
        var row = log.Single(a => a.Type == AuditTypes.VoteCast);

        var vote = await ReadAsync(world, row.Sequence);

        vote.ShouldSatisfyAllConditions(
            v => v.At.ShouldBe(row.At),
            v => v.Actor.ShouldBe(new NamedPerson(world.Scene.Bo.Id, "Bo Berg")),
            v => v.Person.ShouldBe(new NamedPerson(world.Scene.Mira.Id, "Mira Kovač")),
            v => v.Request!.Id.ShouldBe(request),
            v => v.Request!.What.ShouldBe("ledger-db, Write"),
            v => v.Entitlement.ShouldBe(new AuditedEntitlement(world.Scene.Asks, "ledger-db, Write")),
            v => v.Facts.ShouldBe([new("assurance", "Basic"), new("basis", "in owners"), new("channel", "Phone"), new("duration", "1800"), new("stage", "1"), new("vote", "approve")]),
            v => v.Personal.ShouldBe([new AuditPersonal("reason", new PersonalValue.Written("Half an hour will do"))]),
            v => v.Link.ShouldBe(Convert.ToHexStringLower(row.Link)),
            v => v.LinkBefore.ShouldBe(Convert.ToHexStringLower(log[(int)row.Sequence - 2].Link)),
            v => v.Record.ShouldContain($"\"request\":\"{request}\""),
            v => v.Last.ShouldBe(log[^1].Sequence));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ReadAuditEvent_EveryEventOfAWholeLog_HoldsAndIsReadInFull(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await VotedAsync(world);
        await world.Scene.OpenDueAsync();
        var log = await world.AuditAsync();

        foreach (var row in log)
        {
            var shown = await ReadAsync(world, row.Sequence);
            shown.Problem.ShouldBeNull($"{row.Sequence}, {row.Type}");
            shown.Personal.ShouldAllBe(p => p.Value is PersonalValue.Written);
        }

        await using var db = world.Db();
        var installation = await db.Installation.Select(i => i.InstallationId).SingleAsync();
        (await ReadAsync(world, 1)).LinkBefore.ShouldBe(Convert.ToHexStringLower(AuditChain.Genesis(installation)));
        var active = await ReadAsync(world, log.Single(a => a.Type == AuditTypes.GrantActive).Sequence);
        active.ShouldSatisfyAllConditions(e => e.Actor.ShouldBeNull("the portal itself"), e => e.Grant.ShouldNotBeNull(), e => e.Target.ShouldBe("oracle"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ReadAuditEvent_FactsThatNamePeople_ShowTheirNamesUntilTheyAreErased(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await scene.PublishAsync("named", [scene.SameRight], new Rule(
            "named", new Effect.Require(Stage: new Stage([new Approver.Person(scene.Bo.Id, "Bo Berg")], 1, Hour)), new Condition.Always()));
        await Scene.Must(scene.AskAsync(scene.Mira, scene.SameRight, Hour));
        await Scene.Must(world.Get<SetOwners>().RunAsync(scene.Tove, scene.Asks, [scene.Ann.Id, scene.Bo.Id], null, CancellationToken.None));
        var log = await world.AuditAsync();
        async Task<string> FactAsync(string type, string name) => (await ReadAsync(world, log.Last(a => a.Type == type).Sequence)).Facts.Single(f => f.Name == name).Value;

        (await FactAsync(AuditTypes.RequestWaiting, "waitingFor")).ShouldBe("Bo Berg");
        (await FactAsync(AuditTypes.OwnersSet, "people")).ShouldBe("Ann Lowe, Bo Berg");
        await Scene.Must(world.Get<ErasePerson>().RunAsync(scene.Tove, scene.Bo.Id, CancellationToken.None));

        (await FactAsync(AuditTypes.RequestWaiting, "waitingFor")).ShouldBe("somebody who was erased");
        (await FactAsync(AuditTypes.OwnersSet, "people")).ShouldBe("Ann Lowe, somebody who was erased");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ReadAuditEvent_PersonWasErased_SaysErasedAndTheChainHolds(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await VotedAsync(world);
        await Scene.Must(world.Get<ErasePerson>().RunAsync(world.Scene.Tove, world.Scene.Bo.Id, CancellationToken.None));
        var log = await world.AuditAsync();

        var vote = await ReadAsync(world, log.Single(a => a.Type == AuditTypes.VoteCast).Sequence);

        vote.ShouldSatisfyAllConditions(
            v => v.Personal.ShouldBe([new AuditPersonal("reason", new PersonalValue.Erased())]),
            v => v.Actor.ShouldBe(new NamedPerson(world.Scene.Bo.Id, "Erased person")),
            v => v.Person!.Name.ShouldBe("Mira Kovač"),
            v => v.Problem.ShouldBeNull());
        (await ReadAsync(world, log.Single(a => a.Type == AuditTypes.RequestFiled).Sequence)).Personal.ShouldHaveSingleItem().Value.ShouldBeOfType<PersonalValue.Written>("Mira's own stay");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ReadAuditEvent_KeyGoneWithoutAnErasure_IsUnreadableAndDoesNotHold(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await VotedAsync(world);
        await using var db = world.Db();
        await db.PersonKeys.Where(k => k.PersonId == world.Scene.Bo.Id.Value).ExecuteDeleteAsync();

        var vote = await ReadAsync(world, (await world.AuditAsync()).Single(a => a.Type == AuditTypes.VoteCast).Sequence);

        vote.Personal.ShouldHaveSingleItem().Value.ShouldBeOfType<PersonalValue.Unreadable>();
        vote.Problem.ShouldNotBeNull().ShouldContain("the stored “reason” is not the one that was recorded");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ReadAuditEvent_NumbersWithoutARecord_SayWhatThatMeans(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var last = (await world.AuditAsync())[^1].Sequence;
        foreach (var number in new[] { long.MinValue, -1, 0, last + 1, long.MaxValue })
            (await RefusalAsync(world, number)).ShouldBe($"There is no event {number}. The log goes from 1 to {last}.");
        await world.SqlAsync("DELETE FROM audit WHERE \"Sequence\" = {0}", last - 3);

        (await RefusalAsync(world, last - 3)).ShouldStartWith($"Event {last - 3} is missing.");
        (await ReadAsync(world, last - 2)).ShouldSatisfyAllConditions(e => e.Problem.ShouldNotBeNull().ShouldStartWith($"Event {last - 3} is missing, so nobody can say"), e => e.LinkBefore.ShouldBeNull());
        (await ReadAsync(world, last - 4)).Problem.ShouldBe($"Event {last - 3} is missing.");
        (await ReadAsync(world, last - 1)).Problem.ShouldBeNull("it is somewhere else that the chain does not hold");
    }

    /// <summary>Mira asks for an hour, and Bo agrees to half of it on a phone.</summary>
    private static async Task<RequestId> VotedAsync(World world)
    {
        var request = await Scene.Must(world.Scene.AskAsync(world.Scene.Mira, world.Scene.Asks, Hour));
        await Scene.Must(world.Get<DecideRequest>().RunAsync(world.Scene.Bo, request, new DecisionForm(true, Hour / 2, "Half an hour will do", DecisionChannel.Phone), CancellationToken.None));
        return request;
    }

    private static Task<AuditEventView> ReadAsync(World world, long sequence) => Scene.Must(world.Get<ReadAuditEvent>().RunAsync(world.Scene.Tove, sequence, CancellationToken.None));

    private static async Task<string> RefusalAsync(World world, long sequence) =>
        (await world.Get<ReadAuditEvent>().RunAsync(world.Scene.Tove, sequence, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.NotFound>().Message;
}
