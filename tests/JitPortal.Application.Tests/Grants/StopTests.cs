using JitPortal.Application.Approvals;
using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>The emergency stop (I-29): what is in scope ends at once, what is not goes on, and a second administrator lifts it.</summary>
public sealed class StopTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Stop_EachScope_EndsWhatIsInItAndRefusesNewRequests(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var elsewhere = await Scene.TargetAsync(world.Portal, "elsewhere", world.Oracle.Port);
        (string Name, LockScope Scope, bool Mira, bool Jon)[] cases =
        [
            ("Mira Kovač", LockScope.Of(scene.Mira.Id), true, false),
            ("stock-db", LockScope.Of(scene.Target, "stock-db"), true, true),
            ("oracle", LockScope.Of(scene.Target), true, true),
            ("elsewhere", LockScope.Of(elsewhere), false, false),
            ("everything", LockScope.Everything, true, true),
        ];
        foreach (var (name, scope, mira, jon) in cases)
        {
            var (ofMira, ofJon) = (await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour), await scene.ActiveGrantAsync(scene.Jon, scene.Automatic, Hour));
            (await Scene.Must(world.Get<PreviewStop>().RunAsync(scene.Tove, scope, CancellationToken.None)))
                .ShouldSatisfyAllConditions(p => p.Name.ShouldBe(name), p => p.Grants.ShouldBe((mira ? 1 : 0) + (jon ? 1 : 0)));

            var id = await Scene.Must(world.Get<PlaceLock>().RunAsync(scene.Tove, scope, "Stolen laptop", CancellationToken.None));

            (await scene.GrantAsync(ofMira.Id)).State.ShouldBe(mira ? GrantState.Revoking : GrantState.Active, name);
            (await scene.GrantAsync(ofJon.Id)).State.ShouldBe(jon ? GrantState.Revoking : GrantState.Active, name);
            (await scene.AskAsync(scene.Mira, scene.Asks, Hour)).Succeeded.ShouldBe(name is "elsewhere" or "stock-db", name);
            await scene.RevokeDueAsync();
            var standing = (await Scene.Must(world.Get<ListLocks>().RunAsync(scene.Tove, CancellationToken.None))).ShouldHaveSingleItem();
            standing.ShouldSatisfyAllConditions(l => l.Name.ShouldBe(name), l => l.EndedCount.ShouldBe(l.GrantCount), l => l.Reason.ShouldBe("Stolen laptop"));
            await LiftAsync(world, id);
            await EndAllAsync(world);
        }
        world.Oracle.Present.ShouldBeEmpty();
    }

    /// <summary>Revocation has started on every grant within 10 s with the loops of two nodes, and the target shows it.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Stop_Everything_EveryGrantIsGoneFromTheTarget(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, node) = (world.Scene, await world.NodeAsync());
        await Crowd.ActiveAsync(world.Portal, world.Oracle, scene.Target, scene.Automatic, scene.Mira, 60, _ => world.Portal.Clock.GetUtcNow() + Hour);
        await world.Portal.StartLoopAsync();
        await node.StartLoopAsync();

        await Scene.Must(world.Get<PlaceLock>().RunAsync(scene.Tove, LockScope.Everything, "Breach", CancellationToken.None));

        await Eventually.TrueAsync(() => world.Oracle.Present.Count == 0, "nothing is left on the target");
        (await world.Get<ReadStops>().RunAsync(scene.Jon, CancellationToken.None)).ShouldHaveSingleItem().ForEverybody.ShouldBeTrue();
    }

    /// <summary>All pages share one reading: an event of this node ends it at once, and where the event of another one is lost it is soon too old.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Stop_SeenByThePages_BeginsAndEndsWithItsEventOrFiveSecondsLater(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var (scene, node) = (world.Scene, await world.NodeAsync());
        (await SeenAsync(scene.Jon)).ShouldBeEmpty();

        await Scene.Must(world.Get<PlaceLock>().RunAsync(scene.Tove, LockScope.Of(scene.Jon.Id), "Stolen laptop", CancellationToken.None));
        (await SeenAsync(scene.Jon)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(stop => stop.ForEverybody.ShouldBeFalse(), stop => stop.Reason.ShouldBe("Stolen laptop"));
        (await SeenAsync(scene.Mira)).ShouldBeEmpty("it concerns Jon alone");

        await Scene.Must(node.Get<PlaceLock>().RunAsync(scene.Tove, LockScope.Everything, "Breach", CancellationToken.None));
        time.Advance(TimeSpan.FromSeconds(6));
        (await SeenAsync(scene.Mira)).ShouldHaveSingleItem().Reason.ShouldBe("Breach");

        Task<IReadOnlyList<Stop>> SeenAsync(Actor actor) => world.Get<ReadStops>().RunAsync(actor, CancellationToken.None);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Lift_ByWhoPlacedItIsLockedOrStandsIn_Never(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var (uma, ida) = (await AdministratorAsync(world, "uma", "Uma Ek"), await AdministratorAsync(world, "ida", "Ida Roe"));
        await Scene.Must(world.Get<GoAway>().RunAsync(scene.Tove, new AwayForm(ida.Id, null, world.Portal.Clock.GetUtcNow() + Hour), CancellationToken.None));
        var id = await Scene.Must(world.Get<PlaceLock>().RunAsync(scene.Tove, LockScope.Of(uma.Id), "Odd sign-in", CancellationToken.None));

        foreach (var who in new[] { scene.Tove, uma, ida, scene.Bo })
            (await world.Get<LiftLock>().RunAsync(who, id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>(who.Name);
        await world.SqlAsync("UPDATE locks SET \"LiftedBy\" = \"PlacedBy\"").ShouldThrowSqlAsync("CK_locks_second_person");
        await world.SqlAsync("UPDATE locks SET \"LiftedBy\" = \"PersonId\"").ShouldThrowSqlAsync("CK_locks_second_person");
        var other = await AdministratorAsync(world, "eva", "Eva Holm");
        await Scene.Must(world.Get<LiftLock>().RunAsync(other, id, CancellationToken.None));
        (await world.Get<LiftLock>().RunAsync(other, id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>();
    }

    /// <summary>Otherwise the lifting of a stop on a resource reads like one on the whole target.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Lift_OfAResource_IsRecordedWithTheScopeItWasPlacedWith(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var uma = await AdministratorAsync(world, "uma", "Uma Ek");
        var id = await Scene.Must(world.Get<PlaceLock>().RunAsync(world.Scene.Tove, LockScope.Of(world.Scene.Target, "stock-db"), "Odd rows", CancellationToken.None));

        await Scene.Must(world.Get<LiftLock>().RunAsync(uma, id, CancellationToken.None));

        (await world.FactAsync(AuditTypes.LockPlaced, "resource")).ShouldBe("stock-db");
        (await world.FactAsync(AuditTypes.LockLifted, "resource")).ShouldBe("stock-db");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Lift_ByWhomTheLockedAppointedJustNow_NeverAndByWhomWhoPlacedItDid_AsThereMayBeNobodyElse(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, uma) = (world.Scene, await AdministratorAsync(world, "uma", "Uma Ek"));
        var (jon, ann) = (await scene.AppointAsync(scene.Tove, scene.Jon), await scene.AppointAsync(uma, scene.Ann));
        var id = await Scene.Must(world.Get<PlaceLock>().RunAsync(scene.Tove, LockScope.Of(uma.Id), "Odd sign-in", CancellationToken.None));

        (await world.Get<LiftLock>().RunAsync(ann, id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        await Scene.Must(world.Get<LiftLock>().RunAsync(jon, id, CancellationToken.None));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Lift_OfAWorkload_NeverByWhoOwnsItOrStandsInForThem(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var (uma, ida) = (await AdministratorAsync(world, "uma", "Uma Ek"), await AdministratorAsync(world, "ida", "Ida Roe"));
        var robot = await Scene.Must(world.Get<RecognisePerson>().RunAsync(
            new SignIn("https://issuer.test", "robot", "Nightly export", null, PortalRole.None, null, IsWorkload: true, OwnerSubject: "uma"), CancellationToken.None));
        await Scene.Must(world.Get<GoAway>().RunAsync(uma, new AwayForm(ida.Id, null, world.Portal.Clock.GetUtcNow() + Hour), CancellationToken.None));
        var id = await Scene.Must(world.Get<PlaceLock>().RunAsync(scene.Tove, LockScope.Of(robot.Id), "Odd hours", CancellationToken.None));

        foreach (var who in new[] { uma, ida })
            (await world.Get<LiftLock>().RunAsync(who, id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>(who.Name);
        await Scene.Must(world.Get<LiftLock>().RunAsync(await AdministratorAsync(world, "eva", "Eva Holm"), id, CancellationToken.None));
    }

    /// <summary>Whoever has the owner's laptop may have what the workload signs in with.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Stop_OfAnOwner_StopsTheirWorkloadsToo(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var robot = await RobotAsync(world, "robot", "jon");
        var (other, late) = (await RobotAsync(world, "other", "bo"), await RobotAsync(world, "late", "bo"));
        var (held, others) = (await scene.ActiveGrantAsync(robot, scene.Automatic, Hour), await scene.ActiveGrantAsync(other, scene.Automatic, Hour));
        var (waiting, approved) = (await Scene.Must(scene.AskAsync(robot, scene.Asks, Hour)), await Scene.Must(scene.AskAsync(late, scene.Automatic, Hour)));
        (await Scene.Must(world.Get<PreviewStop>().RunAsync(scene.Tove, LockScope.Of(scene.Jon.Id), CancellationToken.None))).ShouldSatisfyAllConditions(p => p.Grants.ShouldBe(1), p => p.People.ShouldBe(1));

        var id = await Scene.Must(world.Get<PlaceLock>().RunAsync(scene.Tove, LockScope.Of(scene.Jon.Id), "Stolen laptop", CancellationToken.None));
        (await scene.AskAsync(robot, scene.Automatic, Hour)).Refusal.ShouldBe(new Refusal.Forbidden("All access of the person who owns this workload is locked."));
        await Scene.Must(scene.ApproveAsync(scene.Ann, waiting));
        await RobotAsync(world, "late", "jon");
        await scene.OpenDueAsync();
        await scene.RevokeDueAsync();

        (await scene.GrantAsync(held.Id)).ShouldSatisfyAllConditions(g => g.State.ShouldBe(GrantState.Ended), g => g.EndReason.ShouldBe(EndReason.Locked));
        (await world.RequestAsync(waiting.Value)).State.ShouldBe(Domain.Requests.RequestState.Denied);
        (await scene.GrantOfAsync(approved)).ShouldSatisfyAllConditions(g => g.EndReason.ShouldBe(EndReason.Cancelled), g => g.LastError.ShouldBe("All access of the person who owns this workload is locked."));
        (await scene.GrantAsync(others.Id)).State.ShouldBe(GrantState.Active);
        (await Scene.Must(world.Get<ListLocks>().RunAsync(scene.Tove, CancellationToken.None))).ShouldHaveSingleItem().EndedCount.ShouldBe(1);
        await LiftAsync(world, id);
        (await scene.AskAsync(robot, scene.Automatic, Hour)).Succeeded.ShouldBeTrue();
    }

    private static Task<Actor> RobotAsync(World world, string subject, string owner) => Scene.Must(world.Get<RecognisePerson>().RunAsync(
        new SignIn("https://issuer.test", subject, subject, null, PortalRole.None, ["engineering"], IsWorkload: true, OwnerSubject: owner), CancellationToken.None));

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Stop_WithoutWordsOrForNobody_IsRefusedAndEndsNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);

        (await world.Get<PlaceLock>().RunAsync(scene.Tove, LockScope.Everything, " ", CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Invalid>();
        (await world.Get<PlaceLock>().RunAsync(scene.Tove, LockScope.Of(PersonId.New()), "x", CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await world.Get<PlaceLock>().RunAsync(scene.Tove, LockScope.Of(scene.Target, "nothing"), "x", CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.NotFound>();

        (await scene.GrantAsync(grant.Id)).State.ShouldBe(GrantState.Active);
    }

    private static Task<Actor> AdministratorAsync(World world, string subject, string name) => Scene.SignInAsync(world.Portal, subject, name, PortalRole.Administrator, "it");

    private static async Task LiftAsync(World world, LockId id) =>
        _ = await Scene.Must(world.Get<LiftLock>().RunAsync(await AdministratorAsync(world, "uma", "Uma Ek"), id, CancellationToken.None));

    private static async Task EndAllAsync(World world)
    {
        await using var db = world.Db();
        foreach (var grant in await db.Grants.AsNoTracking().Where(g => g.State == GrantState.Active).ToListAsync())
            _ = await Scene.Must(world.Get<RevokeGrant>().RunAsync(world.Scene.Tove, new GrantId(grant.Id), "Next case", CancellationToken.None));
        await world.Scene.RevokeDueAsync();
        foreach (var request in await db.Requests.AsNoTracking().Where(r => r.State == Domain.Requests.RequestState.AwaitingApproval).ToListAsync())
            _ = await Scene.Must(world.Get<Application.Requests.WithdrawRequest>().RunAsync(world.Scene.Mira, new(request.Id), CancellationToken.None));
    }
}
