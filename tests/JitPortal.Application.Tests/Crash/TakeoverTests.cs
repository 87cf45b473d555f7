using JitPortal.CrashHost;
using JitPortal.Domain.Grants;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Crash;

/// <summary>I-13: a node dies with a revocation in its hands; the next one takes it over in time, and nobody has to do anything.</summary>
public sealed class TakeoverTests
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Node_KilledWithARevocationClaimed_AnotherRevokesWithinTenSeconds(DatabaseKind kind)
    {
        await using var run = await CrashRun.PrepareAsync(kind);
        await run.KillAsync(Scenario.Walk, "close.after-claim");
        var killed = TimeProvider.System.GetUtcNow();
        await using var portal = await run.RestartAsync();
        var scene = await Scene.AttachAsync(portal);
        await using var db = portal.Databases.Create();
        var due = await db.Grants.AsNoTracking().OrderBy(g => g.EndsAt).FirstAsync(g => g.State == GrantState.Revoking && g.ClaimId != null);
        // However busy the machine is: from then on it is anybody's.
        due.ClaimUntil.ShouldNotBeNull("the dead node still holds it").ShouldBeLessThan(killed + Late);
        run.Oracle.Effects.ShouldNotContain(e => e.What == "close");

        await portal.StartLoopAsync();

        await scene.UntilAsync(due.Id, GrantState.Ended);
        run.Oracle.Effects.Single(e => e.What == "close" && e.Principal == due.Principal).At.ShouldBeLessThan(killed + BusyMachine.Allow(Late));
    }
}
