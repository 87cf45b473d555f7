using JitPortal.Application.Approvals;
using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>Whose access is stopped may not be themselves any more: their word counts for nothing, whatever door it comes through (I-29).</summary>
public sealed class StoppedApproverTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_ByWhoIsStopped_IsRefusedUntilItIsLifted(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        var stop = await StopAsync(world, scene.Bo);

        (await scene.ApproveAsync(scene.Bo, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>().Message.ShouldStartWith("All access of this account is stopped");
        (await scene.DenyAsync(scene.Bo, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await world.Get<ListApprovals>().RunAsync(scene.Bo, None)).ShouldBeEmpty();
        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.AwaitingApproval);
        (await world.GrantsAsync()).ShouldBeEmpty();

        await Scene.Must(world.Get<LiftLock>().RunAsync(scene.Tove, stop, None));
        await Scene.Must(scene.ApproveAsync(scene.Bo, id));
        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_FirstVoterIsStoppedMeanwhile_TheirVoteDoesNotCount(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var vault = await OfTwoAsync(world);
        var cem = await Scene.SignInAsync(world.Portal, "cem", "Cem Aydın", PortalRole.Requester, "owners");
        var id = await Scene.Must(scene.AskAsync(scene.Mira, vault, Hour));
        await Scene.Must(scene.ApproveAsync(scene.Bo, id));
        await StopAsync(world, scene.Bo);

        await Scene.Must(scene.ApproveAsync(scene.Ann, id));
        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.AwaitingApproval, "one of two is not enough");
        await Scene.Must(scene.ApproveAsync(cem, id));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_InTheSeatOfWhoIsStopped_IsRefused(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var fay = await Scene.SignInAsync(world.Portal, "fay", "Fay Lind", PortalRole.Requester, "support");
        var now = world.Portal.Clock.Now();
        await Scene.Must(world.Get<GoAway>().RunAsync(scene.Ann, new AwayForm(fay.Id, null, now + (24 * Hour)), None));
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        await StopAsync(world, scene.Ann);

        (await scene.ApproveAsync(fay, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.AwaitingApproval);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Ask_EverybodyWhoCouldDecideIsStopped_OpensNoRequest(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await StopAsync(world, scene.Bo);
        await StopAsync(world, scene.Ann);

        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Denied);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Review_ByWhoIsStopped_IsRefused(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var glass = await scene.BreakGlassAsync("ledger", new Approver.Group("owners"));
        var id = await Scene.Must(world.Get<SubmitRequest>().RunAsync(scene.Mira, new RequestForm(glass, Hour / 2, "The ledger is down", Emergency: true), None));
        await StopAsync(world, scene.Bo);

        (await world.Get<ReviewEmergency>().RunAsync(scene.Bo, id, new ReviewForm(true, ""), None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();

        await Scene.Must(world.Get<ReviewEmergency>().RunAsync(scene.Ann, id, new ReviewForm(true, ""), None));
    }

    /// <summary>Somebody in their name could else make administrators too close to the stop to lift it, one after another.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task GoAway_ByWhoIsStopped_IsRefused(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var stop = await StopAsync(world, scene.Bo);

        (await world.Get<GoAway>().RunAsync(scene.Bo, new AwayForm(scene.Tove.Id, null, world.Portal.Clock.GetUtcNow() + Hour), None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();

        await Scene.Must(world.Get<LiftLock>().RunAsync(scene.Tove, stop, None));
    }

    private static Task<LockId> StopAsync(World world, Actor who) => Scene.Must(world.Get<PlaceLock>().RunAsync(Actor.Portal, LockScope.Of(who.Id), "Stolen laptop", None));

    private static async Task<EntitlementId> OfTwoAsync(World world)
    {
        var vault = await Scene.EntitlementAsync(world.Portal, world.Scene.Target, "vault", "Write", "ephemeral:vault");
        await world.Scene.PublishAsync("two-of-owners", [vault], new Rule("two", new Effect.Ask(8 * Hour, Hour, [new Stage([new Approver.Group("owners")], 2, Hour)]), new Condition.Always()));
        return vault;
    }
}
