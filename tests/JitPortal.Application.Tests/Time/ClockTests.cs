using JitPortal.Application.Grants;
using JitPortal.Application.Tests.Grants;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Time;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Time;

/// <summary>I-04, I-05: a clock that jumps never extends access, never stops revoking, and stops granting until somebody has looked.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Clock_SteppedBackTwoHours_GrantEndsOnTimeAndNothingIsGrantedUntilConfirmed()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var oracle = new OracleServer();
        var machine = new SteppedClock();
        await using var portal = await TestPortal.CreateAsync(database, machine);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grant = await ShortGrantAsync(portal, scene);
        var trueEnd = TimeProvider.System.GetUtcNow() + (grant.EndsAt!.Value - portal.Clock.Now());
        await portal.StartLoopAsync();

        machine.Step(TimeSpan.FromHours(-2));
        await portal.Clock.ReadAsync(CancellationToken.None);
        var waits = await Scene.Must(scene.AskAsync(scene.Jon, scene.Automatic, Hour));

        var ended = await scene.UntilAsync(grant.Id, GrantState.Ended);
        ended.EndsAt.ShouldBe(grant.EndsAt);
        oracle.Effects.Single(e => e.What == "close").At.ShouldBeLessThan(trueEnd + BusyMachine.Allow(TimeSpan.FromSeconds(5)));
        portal.Get<GrantingGate>().Reason.ShouldNotBeNull().ShouldContain("The clock jumped against elapsed time");
        await scene.OpenDueAsync();
        (await scene.GrantOfAsync(waits)).State.ShouldBe(GrantState.Scheduled);

        await Scene.Must(portal.Get<ConfirmClock>().RunAsync(scene.Tove, CancellationToken.None));
        var opened = await scene.UntilAsync((await scene.GrantOfAsync(waits)).Id, GrantState.Active);
        await portal.Clock.ReadAsync(CancellationToken.None);
        portal.Clock.Suspicion.ShouldBeNull("the step was confirmed; only a further one is news");
        opened.EndsAt.ShouldNotBeNull().ShouldBeGreaterThan(grant.EndsAt.Value + Hour - TimeSpan.FromSeconds(5), "the clock never ran backwards");
        machine.Step(TimeSpan.FromMinutes(-10));
        await portal.Clock.ReadAsync(CancellationToken.None);
        portal.Clock.Suspicion.ShouldNotBeNull("a further step");
        (await scene.GrantAsync(grant.Id)).ShouldSatisfyAllConditions(g => g.State.ShouldBe(GrantState.Ended), g => g.EndedAt.ShouldBe(ended.EndedAt));
    }

    [Fact]
    public async Task Clock_SteppedForwardADay_RevokesGoOnAndNothingStartsUntilConfirmed()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var oracle = new OracleServer();
        var machine = new SteppedClock();
        await using var portal = await TestPortal.CreateAsync(database, machine);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        var waits = await Scene.Must(scene.AskAsync(scene.Jon, scene.Automatic, Hour));

        machine.Step(TimeSpan.FromDays(1));
        await portal.Clock.ReadAsync(CancellationToken.None);
        await portal.StartLoopAsync();

        var ended = await scene.UntilAsync(grant.Id, GrantState.Ended);
        ended.EndsAt.ShouldBe(grant.EndsAt);
        portal.Clock.Suspicion.ShouldNotBeNull();
        (await scene.GrantOfAsync(waits)).State.ShouldBe(GrantState.Scheduled);
        oracle.Effects.Count(e => e.What == "open").ShouldBe(1);

        machine.Step(TimeSpan.FromDays(-1));   // somebody corrects it
        await portal.Clock.ReadAsync(CancellationToken.None);
        (await scene.GrantAsync(grant.Id)).State.ShouldBe(GrantState.Ended);
    }

    [Fact]
    public async Task Clock_RunsSixtyTimesTooFast_IsNoticedAtTheNextReadingAndNothingIsExtended()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var oracle = new OracleServer();
        var machine = new SteppedClock();
        await using var portal = await TestPortal.CreateAsync(database, machine);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        await portal.StartLoopAsync();

        machine.RunAt(60);
        await Eventually.TrueAsync(() => portal.Clock.Suspicion is not null, "the loop reads the clock and finds it too fast");

        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Automatic, Hour));
        await scene.OpenDueAsync();
        (await scene.GrantOfAsync(request)).State.ShouldBe(GrantState.Scheduled);
        (await scene.GrantAsync(grant.Id)).EndsAt.ShouldBe(grant.EndsAt);
        await Scene.Must(portal.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(grant.Id), CancellationToken.None));
        (await scene.UntilAsync(grant.Id, GrantState.Ended)).EndsAt.ShouldBe(grant.EndsAt);
    }

    [Fact]
    public async Task Clock_SteppedBackAcrossARestart_StartsAtTheHighWaterMark()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var oracle = new OracleServer();
        var (first, stopped) = await RunFirstAsync(database, oracle);

        var machine = new SteppedClock();
        machine.Step(TimeSpan.FromHours(-2));
        await using var portal = await TestPortal.CreateAsync(database, machine);
        var scene = await Scene.AttachAsync(portal);
        portal.Clock.Now().ShouldBeGreaterThanOrEqualTo(stopped);
        portal.Get<GrantingGate>().Reason.ShouldNotBeNull().ShouldContain("The clock stands before the last time this portal has seen");

        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Automatic, Hour));
        await portal.StartLoopAsync();
        (await scene.UntilAsync(first.Short, GrantState.Ended)).EndReason.ShouldBe(EndReason.Expired);
        (await scene.GrantAsync(first.Ended)).State.ShouldBe(GrantState.Ended);
        (await scene.GrantOfAsync(request)).State.ShouldBe(GrantState.Scheduled);

        await Scene.Must(portal.Get<ConfirmClock>().RunAsync(scene.Tove, CancellationToken.None));
        await scene.UntilAsync((await scene.GrantOfAsync(request)).Id, GrantState.Active);
        await portal.Clock.ReadAsync(CancellationToken.None);
        portal.Clock.Suspicion.ShouldBeNull();
    }

    [Fact]
    public async Task Clock_OfOneNodeStepsOnPostgreSql_ChangesNothing()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        await using var oracle = new OracleServer();
        var machine = new SteppedClock();
        await using var portal = await TestPortal.CreateAsync(database, machine);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        foreach (var step in new[] { TimeSpan.FromHours(-2), TimeSpan.FromDays(1) })
        {
            machine.Step(step);
            await portal.Clock.ReadAsync(CancellationToken.None);
            portal.Clock.Suspicion.ShouldBeNull("the database's clock is the portal's");
            (portal.Clock.Now() - TimeProvider.System.GetUtcNow()).Duration().ShouldBeLessThan(BusyMachine.Allow(TimeSpan.FromSeconds(2)));
        }
        (await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour)).State.ShouldBe(GrantState.Active);
    }

    private static async Task<((Guid Short, Guid Ended), DateTimeOffset Stopped)> RunFirstAsync(TestDatabase database, OracleServer oracle)
    {
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var ended = await scene.ActiveGrantAsync(scene.Bo, scene.Automatic, Hour);
        await Scene.Must(portal.Get<GiveBackGrant>().RunAsync(scene.Bo, new GrantId(ended.Id), CancellationToken.None));
        await scene.RevokeDueAsync();
        var grant = await ShortGrantAsync(portal, scene);
        await portal.Clock.ReadAsync(CancellationToken.None);
        await using var db = portal.Databases.Create();
        return ((grant.Id, ended.Id), await db.Installation.Select(i => i.ClockHighWater).SingleAsync());
    }

    /// <summary>Active, with two seconds left.</summary>
    private static async Task<GrantRow> ShortGrantAsync(TestPortal portal, Scene scene)
    {
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        grant.State.ShouldBe(GrantState.Active);
        return await Rows.EndSoonAsync(portal, grant.Id, TimeSpan.FromSeconds(2));
    }
}
