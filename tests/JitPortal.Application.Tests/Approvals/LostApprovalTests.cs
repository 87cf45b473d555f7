using JitPortal.Application.Approvals;
using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Application.Tests.Grants;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>Whoever agreed is disabled or stopped before what they agreed to takes effect: it does not, neither a first time nor as an extension (I-24, I-26, I-27).</summary>
public sealed class LostApprovalTests
{
    private const string Lost = "Somebody who approved it has left or is stopped. Ask again.";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly CancellationToken None = CancellationToken.None;

    public static MatrixTheoryData<DatabaseKind, bool> Cases => new([DatabaseKind.Sqlite, DatabaseKind.PostgreSql], [true, false]);

    [Theory, MemberData(nameof(Cases))]
    public async Task Extend_FirstStagesApproverIsGoneBeforeTheLastStage_IsRefused(DatabaseKind kind, bool stopped)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var grant = await ActiveAsync(world, await OfTwoStagesAsync(world), scene.Ann, scene.Jon);
        var id = await ExtendAsync(world, grant);
        await Scene.Must(scene.ApproveAsync(scene.Bo, id));
        await GoneAsync(world, scene.Bo, stopped);

        await Scene.Must(scene.ApproveAsync(scene.Jon, id));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Denied);
        (await world.FactAsync(AuditTypes.RequestRefused, "why")).ShouldBe(Lost);
        await scene.OpenDueAsync();
        (await scene.GrantAsync(grant.Id)).ShouldSatisfyAllConditions(g => g.State.ShouldBe(GrantState.Active), g => g.EndsAt.ShouldBe(grant.EndsAt));
        world.Oracle.Effects.ShouldHaveSingleItem().What.ShouldBe("open");
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Extend_ApproverIsGoneBeforeTheRequesterSignsInAgain_IsRefused(DatabaseKind kind, bool stopped)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await ExtendAsync(world, await ActiveAsync(world, scene.Asks, scene.Ann));
        await world.RequireAsync(new Effect.Require(Assurance: AssuranceLevel.MultiFactor), new Condition.Always(), scene.Asks);
        await Scene.Must(scene.ApproveAsync(scene.Bo, id));
        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.AwaitingStepUp);
        await GoneAsync(world, scene.Bo, stopped);

        await Scene.Must(world.Get<ConfirmRequest>().RunAsync(scene.Mira with { Assurance = new Assurance(AssuranceLevel.MultiFactor) }, id, None));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Denied);
        (await world.FactAsync(AuditTypes.RequestRefused, "why")).ShouldBe(Lost);
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Extend_ApproverIsGoneBeforeTheTargetIsTold_TheOldEndStandsAndItSaysWhy(DatabaseKind kind, bool stopped)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var grant = await ActiveAsync(world, scene.Asks, scene.Ann);
        var id = await ExtendAsync(world, grant);
        await Scene.Must(scene.ApproveAsync(scene.Bo, id));
        await GoneAsync(world, scene.Bo, stopped);

        await scene.OpenDueAsync();

        (await scene.GrantAsync(grant.Id)).ShouldSatisfyAllConditions(
            g => g.State.ShouldBe(GrantState.Active), g => g.EndsAt.ShouldBe(grant.EndsAt), g => g.LastError.ShouldBe(Lost), g => g.NextAttemptAt.ShouldBeNull());
        (await Rows.LeasesAsync(world.Portal, grant.Id)).Select(l => l.State).ShouldBe([LeaseState.Current, LeaseState.Dropped]);
        (await world.FactAsync(AuditTypes.GrantExtensionDropped, "error")).ShouldBe(Lost);
        world.Oracle.Effects.ShouldHaveSingleItem().What.ShouldBe("open");
    }

    /// <summary>The target may know of the longer end already, so it is not cut: the old end stands.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Extend_PoliciesAllowLessBeforeTheTargetIsTold_TheOldEndStands(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var grant = await ActiveAsync(world, scene.Asks, scene.Ann);
        await Scene.Must(scene.ApproveAsync(scene.Bo, await ExtendAsync(world, grant)));
        await world.RequireAsync(new Effect.Require(Longest: Hour * 1.5), new Condition.Always(), scene.Asks);

        await scene.OpenDueAsync();

        (await scene.GrantAsync(grant.Id)).ShouldSatisfyAllConditions(g => g.EndsAt.ShouldBe(grant.EndsAt), g => g.LastError.ShouldBe("The policies allow less by now. Ask again."));
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Open_WhoseSeatWasVotedInIsGone_IsCancelled(DatabaseKind kind, bool stopped)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var fay = await Scene.SignInAsync(world.Portal, "fay", "Fay Lind", PortalRole.Requester, "support");
        await Scene.Must(world.Get<GoAway>().RunAsync(scene.Ann, new AwayForm(fay.Id, null, world.Portal.Clock.GetUtcNow() + Hour), None));
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        await Scene.Must(scene.ApproveAsync(fay, id));
        await GoneAsync(world, scene.Ann, stopped);

        await scene.OpenDueAsync();

        (await scene.GrantOfAsync(id)).ShouldSatisfyAllConditions(g => g.EndReason.ShouldBe(EndReason.Cancelled), g => g.LastError.ShouldBe(Lost));
        world.Oracle.Effects.ShouldBeEmpty();
    }

    private static async Task<EntitlementId> OfTwoStagesAsync(World world)
    {
        var vault = await Scene.EntitlementAsync(world.Portal, world.Scene.Target, "vault", "Write", "ephemeral:vault");
        await world.Scene.PublishAsync("owners-then-engineering", [vault], new Rule(
            "two", new Effect.Ask(8 * Hour, Hour, [new Stage([new Approver.Group("owners")], 1, Hour), new Stage([new Approver.Group("engineering")], 1, Hour)]), new Condition.Always()));
        return vault;
    }

    private static async Task<GrantRow> ActiveAsync(World world, EntitlementId what, params Actor[] approvers)
    {
        var id = await Scene.Must(world.Scene.AskAsync(world.Scene.Mira, what, Hour));
        foreach (var approver in approvers)
            await Scene.Must(world.Scene.ApproveAsync(approver, id));
        await world.Scene.OpenDueAsync();
        return await world.Scene.GrantOfAsync(id);
    }

    private static Task<RequestId> ExtendAsync(World world, GrantRow grant) =>
        Scene.Must(world.Get<ExtendGrant>().RunAsync(world.Scene.Mira, new ExtensionForm(new GrantId(grant.Id), Hour, "Not finished yet"), None));

    private static async Task GoneAsync(World world, Actor who, bool stopped)
    {
        if (stopped)
            await Scene.Must(world.Get<PlaceLock>().RunAsync(Actor.Portal, LockScope.Of(who.Id), "Stolen laptop", None));
        else
            await Scene.Must(world.Get<DisablePerson>().RunAsync(world.Scene.Tove, who.Id, None));
    }
}
