using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>Two of the owners must agree, for people with a third owner in reserve.</summary>
public sealed class VotingTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static async Task<(World World, Actor Cem, RequestId Request)> AskedAsync(DatabaseKind kind)
    {
        var world = await World.CreateAsync(kind);
        var target = world.Scene.Target;
        var vault = await Scene.EntitlementAsync(world.Portal, target, "vault", "Write", "ephemeral:vault");
        await world.Scene.PublishAsync("two-of-owners", [vault], new Rule(
            "two", new Effect.Ask(8 * Hour, Hour, [new Stage([new Approver.Group("owners")], 2, Hour)]), new Condition.Always()));
        var cem = await Scene.SignInAsync(world.Portal, "cem", "Cem Aydın", PortalRole.Requester | PortalRole.Approver, "owners");
        return (world, cem, await Scene.Must(world.Scene.AskAsync(world.Scene.Mira, vault, 4 * Hour)));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_QuorumOfTwo_NeedsTwoPeopleAndTheShortestDurationWins(DatabaseKind kind)
    {
        var (world, _, id) = await AskedAsync(kind);
        await using var ending = world;
        var scene = world.Scene;

        await Scene.Must(scene.ApproveAsync(scene.Bo, id, Hour));
        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.AwaitingApproval);
        (await scene.ApproveAsync(scene.Bo, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>().Message.ShouldBe("You have decided on this request already; an approver counts once.");
        (await scene.ApproveAsync(scene.Tove, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await world.GrantsAsync()).ShouldBeEmpty();
        await Scene.Must(scene.ApproveAsync(scene.Ann, id, 2 * Hour));

        (await world.RequestAsync(id.Value)).ShouldSatisfyAllConditions(
            r => r.State.ShouldBe(RequestState.Approved), r => r.Allowed.ShouldBe(Hour), r => r.Asked.ShouldBe(4 * Hour));
        (await world.GrantsAsync()).ShouldHaveSingleItem().Duration.ShouldBe(Hour);
        (await world.FactAsync(AuditTypes.RequestApproved, "duration")).ShouldBe("3600");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_OneOfTwoDenies_IsDenied(DatabaseKind kind)
    {
        var (world, cem, id) = await AskedAsync(kind);
        await using var ending = world;
        await Scene.Must(world.Scene.ApproveAsync(world.Scene.Bo, id));

        await Scene.Must(world.Scene.DenyAsync(world.Scene.Ann, id));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Denied);
        (await world.Scene.ApproveAsync(cem, id)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldStartWith("Ann Lowe denied it");
        (await world.GrantsAsync()).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_FirstVoterIsDisabledMeanwhile_TheirVoteDoesNotCount(DatabaseKind kind)
    {
        var (world, cem, id) = await AskedAsync(kind);
        await using var ending = world;
        var scene = world.Scene;
        await Scene.Must(scene.ApproveAsync(scene.Bo, id, Hour));
        await Scene.Must(world.Get<DisablePerson>().RunAsync(scene.Tove, scene.Bo.Id, CancellationToken.None));

        await Scene.Must(scene.ApproveAsync(scene.Ann, id));
        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.AwaitingApproval);
        await Scene.Must(scene.ApproveAsync(cem, id));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Approved);
        (await world.GrantsAsync()).ShouldHaveSingleItem().Duration.ShouldBe(4 * Hour, "a vote that does not count does not shorten either");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_FirstVoterLeftTheGroup_TheirVoteDoesNotCount(DatabaseKind kind)
    {
        var (world, cem, id) = await AskedAsync(kind);
        await using var ending = world;
        var scene = world.Scene;
        await Scene.Must(scene.ApproveAsync(scene.Bo, id));
        await Scene.SignInAsync(world.Portal, "bo", "Bo Berg", PortalRole.Requester | PortalRole.Approver, "engineering");

        await Scene.Must(scene.ApproveAsync(scene.Ann, id));
        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.AwaitingApproval);
        await Scene.Must(scene.ApproveAsync(cem, id));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_TwoStages_OnePersonDoesNotFillBoth(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await scene.PublishAsync("engineering-too", [scene.Asks], new Rule(
            "second", new Effect.Require(Stage: new Stage([new Approver.Group("engineering")], 1, Hour)), new Condition.Always()));
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, 2 * Hour));

        await Scene.Must(scene.ApproveAsync(scene.Bo, id, Hour));
        (await world.RequestAsync(id.Value)).ShouldSatisfyAllConditions(r => r.Stage.ShouldBe(1), r => r.Allowed.ShouldBe(Hour));
        (await scene.ApproveAsync(scene.Bo, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>("Bo is in engineering as well");
        (await scene.ApproveAsync(scene.Ann, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>("Ann is not in engineering");
        (await scene.ApproveAsync(scene.Jon, id, 2 * Hour)).Refusal.ShouldBeOfType<Refusal.Invalid>("the first stage has cut it");
        await Scene.Must(scene.ApproveAsync(scene.Jon, id));

        (await world.GrantsAsync()).ShouldHaveSingleItem().Duration.ShouldBe(Hour);
        (await world.AuditAsync()).Count(a => a.Type == AuditTypes.VoteCast).ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_PolicyRefusesByNow_IsDeniedAndNothingIsGranted(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        await scene.PublishAsync("freeze", [scene.Asks], new Rule("freeze", new Effect.Refuse("Nothing during the freeze."), new Condition.Always()));

        await Scene.Must(scene.ApproveAsync(scene.Bo, id));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Denied);
        (await world.FactAsync(AuditTypes.RequestRefused, "why")).ShouldContain("Nothing during the freeze.");
        (await world.GrantsAsync()).ShouldBeEmpty();
    }
}
