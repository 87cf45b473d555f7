using JitPortal.Domain.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>I-12: a target that swallows every call delays nobody else.</summary>
public sealed class BlackHoleTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Revoke_BesideABlackHole_TheHealthyTargetsGrantsEndOnTime(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var healthy = new OracleServer();
        await using var hole = new OracleServer();
        await using var second = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, healthy.Port);
        var dead = await Scene.TargetAsync(portal, "black hole", hole.Port);
        var other = await Scene.TargetAsync(portal, "another black hole", second.Port);
        hole.Misbehave(OracleFault.Hang);
        second.Misbehave(OracleFault.Hang);
        var end = portal.Clock.GetUtcNow().AddSeconds(3);
        await Crowd.ActiveAsync(portal, hole, dead, scene.Automatic, scene.Mira, 500, _ => end.AddSeconds(-10));
        await Crowd.ActiveAsync(portal, second, other, scene.Automatic, scene.Bo, 1, _ => end.AddSeconds(-10));
        await Crowd.ActiveAsync(portal, healthy, scene.Target, scene.Automatic, scene.Mira, 50, _ => end);

        await portal.StartLoopAsync();

        // However busy the machine is: what comes of the first call is written only after 14 s, and nobody has waited for it.
        await Eventually.TrueAsync(() => hole.Calls > 0 && second.Calls > 0, "both holes are called", TimeSpan.FromSeconds(40));
        (await Rows.CountAsync(portal, g => g.Attempts > 0)).ShouldBe(0, "the second is called while the first still hangs");
        await Eventually.TrueAsync(() => healthy.Present.Count == 0, "the healthy target is clean");
        // It did not wait until the first call on the other had given up, which takes 14 s and does not wait for a busy machine.
        hole.Calls.ShouldBeGreaterThan(0);
        if (!BusyMachine.IsBusy)
            (await Rows.CountAsync(portal, g => g.TargetId == dead.Value && g.Attempts > 0)).ShouldBe(0);
        healthy.Effects.Where(e => e.What == "close").ShouldAllBe(e => e.At < end + BusyMachine.Allow(TimeSpan.FromSeconds(5)));
        var target = scene.Target.Value;
        await Eventually.TrueAsync(async () => await Rows.CountAsync(portal, g => g.TargetId == target && g.State != GrantState.Ended) == 0, "and that is written");
        (await Rows.CountAsync(portal, g => g.TargetId == dead.Value && g.State == GrantState.Ended)).ShouldBe(0);
        second.Misbehave(OracleFault.None);
        hole.Misbehave(OracleFault.None);   // the calls that hang give up by themselves; those after them work
        await Eventually.TrueAsync(async () => await Rows.CountAsync(portal, g => g.State != GrantState.Ended) == 0, "back again, all of it ends", TimeSpan.FromSeconds(60));
        hole.Present.ShouldBeEmpty();
    }
}
