using JitPortal.Application.Requests;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Policies;

/// <summary>A request keeps the rules it was decided by and is judged again by those of the moment; the stricter counts (I-23).</summary>
public sealed class RecheckTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly Condition Always = new Condition.Always();

    /// <summary>Mira asks for 4 h that owners and then engineering have to agree to.</summary>
    private static async Task<(World World, EntitlementId Vault, RequestId Request)> AskedOfTwoStagesAsync(DatabaseKind kind)
    {
        var world = await World.CreateAsync(kind);
        var vault = await Scene.EntitlementAsync(world.Portal, world.Scene.Target, "vault", "Write", "ephemeral:vault");
        await world.Scene.PublishAsync("owners-then-engineering", [vault], new Rule(
            "two", new Effect.Ask(8 * Hour, Hour, [new Stage([new Approver.Group("owners")], 1, Hour), new Stage([new Approver.Group("engineering")], 1, Hour)]), Always));
        return (world, vault, await Scene.Must(world.Scene.AskAsync(world.Scene.Mira, vault, 4 * Hour)));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_PolicyAsksForAnotherStageByNow_ItIsAppended(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, 2 * Hour));
        await world.RequireAsync(new Effect.Require(Stage: new Stage([new Approver.Group("engineering")], 1, Hour)), Always, scene.Asks);

        await Scene.Must(scene.ApproveAsync(scene.Bo, id));
        (await world.RequestAsync(id.Value)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RequestState.AwaitingApproval), r => r.Stage.ShouldBe(1));
        await Scene.Must(scene.ApproveAsync(scene.Jon, id));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Approved);
        await scene.OpenDueAsync();
        (await scene.GrantOfAsync(id)).State.ShouldBe(GrantState.Active, "what was asked for since has been given");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_RefusedByNow_TheNextStageIsNotAsked(DatabaseKind kind)
    {
        var (world, vault, id) = await AskedOfTwoStagesAsync(kind);
        await using var ending = world;
        await world.RequireAsync(new Effect.Refuse("Nothing during the freeze."), Always, vault);

        await Scene.Must(world.Scene.ApproveAsync(world.Scene.Bo, id));

        (await world.RequestAsync(id.Value)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RequestState.Denied), r => r.Stage.ShouldBe(0));
        (await world.FactAsync(AuditTypes.RequestRefused, "why")).ShouldContain("Nothing during the freeze.");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_LimitIsShorterByNow_TheNextStageSeesTheCut(DatabaseKind kind)
    {
        var (world, vault, id) = await AskedOfTwoStagesAsync(kind);
        await using var ending = world;
        await world.RequireAsync(new Effect.Require(Longest: Hour), Always, vault);

        await Scene.Must(world.Scene.ApproveAsync(world.Scene.Bo, id));
        (await world.RequestAsync(id.Value)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RequestState.AwaitingApproval), r => r.Stage.ShouldBe(1), r => r.Allowed.ShouldBe(Hour));
        await Scene.Must(world.Scene.ApproveAsync(world.Scene.Jon, id));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_LimitIsShorterByNow_CutsWhatIsApproved(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, 4 * Hour));
        await world.RequireAsync(new Effect.Require(Longest: Hour), Always, scene.Asks);

        await Scene.Must(scene.ApproveAsync(scene.Bo, id));

        (await world.RequestAsync(id.Value)).Allowed.ShouldBe(Hour);
        (await scene.GrantOfAsync(id)).Duration.ShouldBe(Hour);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task DecideAndOpen_PlaceAndSignIn_AreThoseOfTheFiling(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await world.RequireAsync(new Effect.Require(Assurance: AssuranceLevel.MultiFactor, Ticket: true), Always, scene.Asks);
        await world.RequireAsync(new Effect.Refuse("Only from the office."), new Condition.Not(new Condition.FromNetwork([new Network("10.0.0.0/8")])), scene.Asks);
        var mira = scene.Mira with { SourceAddress = "10.1.1.1", Assurance = new Assurance(AssuranceLevel.MultiFactor) };
        var id = await Scene.Must(world.Get<SubmitRequest>().RunAsync(mira, new RequestForm(scene.Asks, Hour, "Check stuck refunds", Ticket: "CHG-1"), CancellationToken.None));

        await Scene.Must(scene.ApproveAsync(scene.Bo, id));
        await scene.OpenDueAsync();

        (await scene.GrantOfAsync(id)).State.ShouldBe(GrantState.Active);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Open_HigherSignInAskedForByNow_IsCancelledWithTheReason(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, Hour));
        await world.RequireAsync(new Effect.Require(Assurance: AssuranceLevel.MultiFactor), Always);

        await scene.OpenDueAsync();

        (await scene.GrantOfAsync(id)).EndReason.ShouldBe(EndReason.Cancelled);
        (await world.FactAsync(AuditTypes.GrantCancelled, "why")).ShouldBe("The policies ask for a multi-factor sign-in now that was not given.");
    }
}
