using JitPortal.Application.Audit;
using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>
/// What somebody may do is read inside the deciding transaction (I-22): the actors here are those of the session, read before
/// they lost their right.
/// </summary>
public sealed class AuthorityTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_DisabledApproverWithAnOldSession_IsForbidden(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        await Scene.Must(world.Get<DisablePerson>().RunAsync(scene.Tove, scene.Bo.Id, CancellationToken.None));
        var before = await world.StateAsync();

        (await scene.ApproveAsync(scene.Bo, id)).Refusal.ShouldBe(new Refusal.Forbidden("This account is disabled in the portal. Ask an administrator."));
        (await scene.DenyAsync(scene.Bo, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await scene.AskAsync(scene.Bo, scene.Asks, Hour)).Refusal.ShouldBeOfType<Refusal.Forbidden>();

        (await world.StateAsync()).ShouldBe(before);
        (await world.Get<ReadActor>().RunAsync(scene.Bo.Id, CancellationToken.None)).ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_LeftTheGroupWithAnOldSession_IsForbidden(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        await Scene.SignInAsync(world.Portal, "bo", "Bo Berg", PortalRole.Requester | PortalRole.Approver, "engineering");

        (await scene.ApproveAsync(scene.Bo, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.AwaitingApproval);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, false)]
    [InlineData(DatabaseKind.PostgreSql, false)]
    [InlineData(DatabaseKind.Sqlite, true)]
    [InlineData(DatabaseKind.PostgreSql, true)]
    public async Task Administration_RoleLostWithAnOldSession_IsForbiddenEverywhere(DatabaseKind kind, bool disabled)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var old = await Scene.SignInAsync(world.Portal, "old", "Old Admin", PortalRole.Administrator);
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        if (disabled)
            await Scene.Must(world.Get<DisablePerson>().RunAsync(scene.Tove, old.Id, CancellationToken.None));
        else
            await Scene.SignInAsync(world.Portal, "old", "Old Admin", PortalRole.Requester);
        var before = await world.StateAsync();
        var policy = new Policy(PolicyId.New(), "mine", 1, new AppliesTo.Any(), [new Rule("all", new Effect.Automatic(Hour, Hour), new Condition.Always())]);
        Dictionary<string, Func<Task<Refusal?>>> all = new()
        {
            ["disable"] = async () => (await world.Get<DisablePerson>().RunAsync(old, scene.Jon.Id, CancellationToken.None)).Refusal,
            ["erase"] = async () => (await world.Get<ErasePerson>().RunAsync(old, scene.Jon.Id, CancellationToken.None)).Refusal,
            ["lock"] = async () => (await world.Get<PlaceLock>().RunAsync(old, LockScope.Of(scene.Jon.Id), "Test", CancellationToken.None)).Refusal,
            ["publish"] = async () => (await world.Get<PublishPolicy>().RunAsync(old, policy, CancellationToken.None)).Refusal,
            ["target"] = async () => (await world.Get<AddTarget>().RunAsync(old, new TargetForm("mine", OracleKind.Name, "1", null), CancellationToken.None)).Refusal,
            ["entitlement"] = async () => (await world.Get<AddEntitlement>().RunAsync(old, new EntitlementForm(scene.Target, "mine", "x", "", "ephemeral:x", []), CancellationToken.None)).Refusal,
            ["account"] = async () => (await world.Get<SetTargetAccount>().RunAsync(old, scene.Target, scene.Jon.Id, "root", CancellationToken.None)).Refusal,
            ["revoke"] = async () => (await world.Get<RevokeGrant>().RunAsync(old, new GrantId(grant.Id), "Because", CancellationToken.None)).Refusal,
        };

        foreach (var (name, attempt) in all)
            (await attempt()).ShouldBeOfType<Refusal.Forbidden>(name);

        (await world.StateAsync()).ShouldBe(before);
    }
}
