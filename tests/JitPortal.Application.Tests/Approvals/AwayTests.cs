using JitPortal.Application.Approvals;
using JitPortal.Application.Audit;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Storage.Approvals;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>Ann and Bo own; Fay owns nothing and stands in. No chain, no gain, and a vote uses up both.</summary>
public sealed class AwayTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_InTheSeatOfWhoIsAway_CountsAndIsShownAsThat(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, fay) = (world.Scene, await FayAsync(world));
        await GoAwayAsync(world, scene.Ann, fay);
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));

        (await world.Get<ListApprovals>().RunAsync(fay, CancellationToken.None)).ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(a => a.InSeatOf.ShouldBe("Ann Lowe"), a => a.WhyYou.ShouldBe("You stand in for Ann Lowe, who is in owners."));
        await Scene.Must(scene.ApproveAsync(fay, id));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Approved);
        var view = await Scene.Must(world.Get<ReadRequest>().RunAsync(scene.Mira, id, CancellationToken.None));
        view.Timeline.ShouldContain(entry => entry.Actor == "Fay Lind for Ann Lowe");
        (await scene.ApproveAsync(scene.Bo, id)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldStartWith("Fay Lind for Ann Lowe approved it");
        (await Scene.Must(world.Get<ListExceptions>().RunAsync(scene.Tove, null, null, CancellationToken.None))).Lines.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(e => e.Kind.ShouldBe(ExceptionKind.ByStandIn), e => e.Words.ShouldBe("Fay Lind approved it for Ann Lowe, who was away."));
    }

    /// <summary>Whoever stands in for the requester never counts; so a requester could silence an approver by naming them.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task GoAway_NamingWhoMayDecideOnOnesOwnRequest_IsRefusedWhileItWaits(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        Task<Outcome<Done>> Naming(Actor who) => world.Get<GoAway>().RunAsync(scene.Mira, new AwayForm(who.Id, null, world.Portal.Clock.Now() + Hour), CancellationToken.None);

        (await Naming(scene.Bo)).Refusal.ShouldBeOfType<Refusal.Invalid>().Errors.ShouldHaveSingleItem().Message.ShouldStartWith("They may have to decide on a request of yours");
        await Scene.Must(scene.DenyAsync(scene.Bo, id));

        await Scene.Must(Naming(scene.Bo));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task GoAway_NamingWhoMayDecideForOnesWorkload_IsRefusedWhileItWaits(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, robot) = (world.Scene, await RobotOfMiraAsync(world));
        await Scene.Must(scene.AskAsync(robot, scene.Asks, Hour));

        (await world.Get<GoAway>().RunAsync(scene.Mira, new AwayForm(scene.Bo.Id, null, world.Portal.Clock.Now() + Hour), CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Invalid>();
    }

    /// <summary>The same the other way round, with an absence that is planned or cut short afterwards.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task File_OnesOwnStandInMayHaveToDecide_OnlyOnceBack(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, now, robot) = (world.Scene, world.Portal.Clock.Now(), await RobotOfMiraAsync(world));
        await Scene.Must(world.Get<GoAway>().RunAsync(scene.Mira, new AwayForm(scene.Bo.Id, now + Hour, now + 2 * Hour), CancellationToken.None));
        const string Against = "Bo Berg may have to decide on this, and nobody decides for whom they stand in. Take back the absence that you have planned, or name somebody else for it.";
        var before = await world.StateAsync();

        (await PreviewAsync(world, scene.Mira, scene.Asks)).Against.ShouldBe(Against, "said beforehand");
        (await PreviewAsync(world, scene.Mira, scene.Automatic)).Against.ShouldBeNull();
        (await scene.AskAsync(scene.Mira, scene.Asks, Hour)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldBe(Against);
        (await scene.AskAsync(robot, scene.Asks, Hour)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message
            .ShouldBe("Bo Berg may have to decide on this, and stands in for Mira Kovač, who owns this workload. Mira Kovač has to end that absence, or name somebody else.");
        (await world.StateAsync()).ShouldBe(before);
        (await scene.AskAsync(scene.Mira, scene.Automatic, Hour)).Succeeded.ShouldBeTrue("nobody has to decide on that");

        var absence = (await world.Get<ReadAway>().RunAsync(scene.Mira, CancellationToken.None)).Mine.ShouldHaveSingleItem();
        await Scene.Must(world.Get<ComeBack>().RunAsync(scene.Mira, absence.Id, CancellationToken.None));
        (await PreviewAsync(world, scene.Mira, scene.Asks)).Against.ShouldBeNull();
        await Scene.Must(scene.ApproveAsync(scene.Bo, await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour))));
    }

    /// <summary>On PostgreSQL, where two write at once. Else an owner could take the vote from an approver after all, with a workload that is quick.</summary>
    [Fact]
    public async Task File_WorkloadInTheMomentItsOwnerNamesAStandIn_WaitsAndIsRefused()
    {
        await using var world = await World.CreateAsync(DatabaseKind.PostgreSql);
        var (scene, now, robot) = (world.Scene, world.Portal.Clock.Now(), await RobotOfMiraAsync(world));
        await using var db = world.Db();
        await using var naming = await db.Database.BeginTransactionAsync();
        await db.SubjectStates.Where(s => s.PersonId == scene.Mira.Id.Value).ExecuteUpdateAsync(s => s.SetProperty(r => r.Version, r => r.Version + 1));
        db.Delegations.Add(new DelegationRow { Id = Guid.CreateVersion7(), PersonId = scene.Mira.Id.Value, DelegateId = scene.Bo.Id.Value, From = now, Until = now + Hour });
        await db.SaveChangesAsync();

        var filing = scene.AskAsync(robot, scene.Asks, Hour);
        await Eventually.TrueAsync(async () => filing.IsCompleted || await world.SomebodyWaitsForALockAsync(), "it waits for its owner");
        await naming.CommitAsync();

        (await filing).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldStartWith("Bo Berg may have to decide on this");
    }

    /// <summary>It begins when the request has long been decided or has lapsed.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task File_OnesOwnStandInOfASummerFarAway_IsFiled(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, summer) = (world.Scene, world.Portal.Clock.Now().AddDays(60));
        await Scene.Must(world.Get<GoAway>().RunAsync(scene.Mira, new AwayForm(scene.Bo.Id, summer, summer.AddDays(14)), CancellationToken.None));

        await Scene.Must(scene.ApproveAsync(scene.Bo, await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour))));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_AbsenceThatWasCancelledBeforeItBegan_IsAgainstNobody(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var (scene, now) = (world.Scene, world.Portal.Clock.Now());
        await Scene.Must(world.Get<GoAway>().RunAsync(scene.Mira, new AwayForm(scene.Bo.Id, now + Hour, now + 4 * Hour), CancellationToken.None));
        var absence = (await world.Get<ReadAway>().RunAsync(scene.Mira, CancellationToken.None)).Mine.ShouldHaveSingleItem();
        await Scene.Must(world.Get<ComeBack>().RunAsync(scene.Mira, absence.Id, CancellationToken.None));
        var id = await Scene.Must(scene.AskAsync(scene.Mira, await VaultAsync(world, quorum: 1), Hour));
        time.Advance(2 * Hour);

        await Scene.Must(scene.ApproveAsync(scene.Bo, id));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task GoAway_TimesWithAnOffset_AreTheSameInstants(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, fay) = (world.Scene, await FayAsync(world));
        var (from, until) = (world.Portal.Clock.Now() + Hour, world.Portal.Clock.Now() + Hour + Hour);

        await Scene.Must(world.Get<GoAway>().RunAsync(scene.Ann, new AwayForm(fay.Id, from.ToOffset(Hour), until.ToOffset(Hour)), CancellationToken.None));

        (await world.Get<ReadAway>().RunAsync(scene.Ann, CancellationToken.None)).Mine.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(away => away.From.ShouldBe(from), away => away.Until.ShouldBe(until));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_QuorumOfTwo_ASeatIsUsedOnceWhoeverSitsInIt(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, fay) = (world.Scene, await FayAsync(world));
        var vault = await VaultAsync(world, quorum: 2);
        await GoAwayAsync(world, scene.Ann, fay);
        var id = await Scene.Must(scene.AskAsync(scene.Mira, vault, Hour));

        await Scene.Must(scene.ApproveAsync(fay, id));
        (await scene.ApproveAsync(scene.Ann, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>("her seat is used up");
        (await scene.ApproveAsync(fay, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>("so is Fay");
        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.AwaitingApproval);
        await Scene.Must(scene.ApproveAsync(scene.Bo, id));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_StandInWhoOwnsToo_HasOneVoteNotTwo(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var vault = await VaultAsync(world, quorum: 2);
        await GoAwayAsync(world, scene.Ann, scene.Bo);
        var id = await Scene.Must(scene.AskAsync(scene.Mira, vault, Hour));

        await Scene.Must(scene.ApproveAsync(scene.Bo, id));

        (await scene.ApproveAsync(scene.Bo, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.AwaitingApproval);
        await Scene.Must(scene.ApproveAsync(await CemAsync(world), id));
        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_StandInOfAStandIn_GainsNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, fay) = (world.Scene, await FayAsync(world));
        await GoAwayAsync(world, scene.Ann, scene.Jon);
        await GoAwayAsync(world, scene.Jon, fay);
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));

        (await scene.ApproveAsync(fay, id)).Refusal.ShouldBeOfType<Refusal.NotFound>("she may not even know of it");
        (await world.Get<ListApprovals>().RunAsync(fay, CancellationToken.None)).ShouldBeEmpty();
        await Scene.Must(scene.ApproveAsync(scene.Jon, id));
    }

    /// <summary>What either of the two asks for, neither decides: not by their own right and in no seat.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_WhatTheOtherAsksFor_NeverEvenAfterComingBack(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var (cem, fay) = (await CemAsync(world), await FayAsync(world));
        await GoAwayAsync(world, scene.Ann, fay);
        var ofAnn = await Scene.Must(scene.AskAsync(scene.Ann, scene.Asks, Hour));
        var ofFay = await Scene.Must(scene.AskAsync(fay, scene.Asks, Hour));
        fay = await Scene.SignInAsync(world.Portal, "fay", "Fay Lind", fay.Roles, "owners");
        var absence = (await world.Get<ReadAway>().RunAsync(scene.Ann, CancellationToken.None)).Mine.ShouldHaveSingleItem();
        await Scene.Must(world.Get<ComeBack>().RunAsync(scene.Ann, absence.Id, CancellationToken.None));

        const string why = "Nobody decides for their own stand-in, or for whom they stand in. Another approver has to.";
        (await scene.ApproveAsync(fay, ofAnn)).Refusal.ShouldBe(new Refusal.Forbidden(why));
        (await scene.ApproveAsync(scene.Ann, ofFay)).Refusal.ShouldBe(new Refusal.Forbidden(why));
        await Scene.Must(scene.ApproveAsync(cem, ofAnn));
        await Scene.Must(scene.ApproveAsync(cem, ofFay));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_BeforeAndAfterTheAbsence_TheStandInIsNobody(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var (scene, fay, now) = (world.Scene, await FayAsync(world), world.Portal.Clock.GetUtcNow());
        await Scene.Must(world.Get<GoAway>().RunAsync(scene.Ann, new AwayForm(fay.Id, now + Hour, now + 2 * Hour), CancellationToken.None));
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));

        (await scene.ApproveAsync(fay, id)).Succeeded.ShouldBeFalse();
        time.Advance(2 * Hour);
        (await scene.ApproveAsync(fay, id)).Succeeded.ShouldBeFalse();
        await world.SqlAsync("UPDATE delegations SET \"Until\" = (SELECT MAX(\"LapsesAt\") FROM requests)");
        await Scene.Must(scene.ApproveAsync(fay, id));
    }

    /// <summary>The absent person leaves the company, or loses the group: the seat is gone, and a vote that was cast in it does not count.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_WhoIsAwayHasLostTheRight_TheSeatIsGone(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, fay) = (world.Scene, await FayAsync(world));
        var vault = await VaultAsync(world, quorum: 2);
        await GoAwayAsync(world, scene.Ann, fay);
        var before = await Scene.Must(scene.AskAsync(scene.Mira, vault, Hour));
        await Scene.Must(scene.ApproveAsync(fay, before));
        await Scene.SignInAsync(world.Portal, "ann", "Ann Lowe", PortalRole.Requester | PortalRole.Approver, "sales");
        var after = await Scene.Must(scene.AskAsync(scene.Jon, vault, Hour));

        (await scene.ApproveAsync(fay, after)).Succeeded.ShouldBeFalse();
        await Scene.Must(scene.ApproveAsync(scene.Bo, before));
        (await world.RequestAsync(before.Value)).State.ShouldBe(RequestState.AwaitingApproval);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task GoAway_WithMistakes_NamesEachField(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, now) = (world.Scene, world.Portal.Clock.Now());
        var ci = await Scene.Must(world.Get<RecognisePerson>().RunAsync(new("https://issuer.test", "ci", "ci", null, PortalRole.None, null, true), CancellationToken.None));

        await FieldsAsync(new AwayForm(scene.Ann.Id, now - Hour, now - Hour), "from", "until", "delegate");
        await FieldsAsync(new AwayForm(ci.Id, null, now + Hour), "delegate");
        await FieldsAsync(new AwayForm(PersonId.New(), null, now + TimeSpan.FromDays(61)), "until", "delegate");
        await Scene.Must(world.Get<GoAway>().RunAsync(scene.Ann, new AwayForm(scene.Bo.Id, null, now + 2 * Hour), CancellationToken.None));
        (await world.Get<GoAway>().RunAsync(scene.Ann, new AwayForm(scene.Jon.Id, now + Hour, now + 3 * Hour), CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        await using var db = world.Db();
        (await db.Delegations.CountAsync()).ShouldBe(1);

        async Task FieldsAsync(AwayForm form, params string[] fields) =>
            (await world.Get<GoAway>().RunAsync(scene.Ann, form, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Invalid>().Errors.Select(e => e.Field).ShouldBe(fields);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ParallelGoAway_OfOnePerson_OneAbsenceIsMade(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, node, until) = (world.Scene, await world.NodeAsync(), world.Portal.Clock.Now() + Hour);

        var answers = await World.AtOnceAsync<Outcome<Done>>(
            () => world.Get<GoAway>().RunAsync(scene.Ann, new AwayForm(scene.Bo.Id, null, until), CancellationToken.None),
            () => node.Get<GoAway>().RunAsync(scene.Ann, new AwayForm(scene.Jon.Id, null, until), CancellationToken.None));

        answers.Count(a => a.Succeeded).ShouldBe(1);
    }

    private static Task<Actor> FayAsync(World world) => Scene.SignInAsync(world.Portal, "fay", "Fay Lind", PortalRole.Requester | PortalRole.Approver, "sales");

    private static Task<Actor> RobotOfMiraAsync(World world) => Scene.Must(world.Get<RecognisePerson>().RunAsync(
        new SignIn("https://issuer.test", "robot", "Nightly export", null, PortalRole.Requester, null, IsWorkload: true, OwnerSubject: "mira"), CancellationToken.None));

    private static Task<RequestPreview> PreviewAsync(World world, Actor who, EntitlementId what) =>
        Scene.Must(world.Get<PreviewRequest>().RunAsync(who, new RequestForm(what, Hour, "Look at order 1042"), CancellationToken.None));

    private static Task<Actor> CemAsync(World world) => Scene.SignInAsync(world.Portal, "cem", "Cem Aydın", PortalRole.Requester | PortalRole.Approver, "owners");

    private static Task<Done> GoAwayAsync(World world, Actor who, Actor standIn) =>
        Scene.Must(world.Get<GoAway>().RunAsync(who, new AwayForm(standIn.Id, null, world.Portal.Clock.GetUtcNow() + TimeSpan.FromDays(2)), CancellationToken.None));

    private static async Task<EntitlementId> VaultAsync(World world, int quorum)
    {
        var vault = await Scene.EntitlementAsync(world.Portal, world.Scene.Target, "vault", "Write", "ephemeral:vault");
        await world.Scene.PublishAsync("vault", [vault], new Rule(
            "ask", new Effect.Ask(8 * Hour, Hour, [new Stage([new Approver.Group("owners")], quorum, 4 * Hour)]), new Condition.Always()));
        return vault;
    }
}
