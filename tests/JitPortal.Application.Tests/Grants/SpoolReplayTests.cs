using System.Globalization;
using JitPortal.Application.Grants;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Time;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>I-14: what ended while the database took no writes is written afterwards like any other end.</summary>
public sealed class SpoolReplayTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Replay_ActiveGrantWithAResidual_EndsAsIfItHadBeenWrittenThen(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var grant = await world.Scene.ActiveGrantAsync(world.Scene.Mira, world.Scene.Automatic, TimeSpan.FromHours(1));
        var before = (await world.AuditAsync()).Max(a => a.Sequence);
        var at = world.Portal.Clock.Now();
        var residual = at + TimeSpan.FromMinutes(30);

        await ReplayAsync(world, grant, at, residual);

        var row = await world.Scene.GrantAsync(grant.Id);
        (row.State, row.EndReason, row.Evidence, row.EndedAt, row.ResidualUntil).ShouldBe((GrantState.Ended, EndReason.Expired, EvidenceKind.Observed, at, residual));
        (row.RevokingAt, row.NextAttemptAt, row.LastError, row.HasSecret, row.ClaimId).ShouldBe((at, null, null, false, null));
        (await Rows.LeasesAsync(world.Portal, grant.Id)).Select(l => l.State).ShouldBe([LeaseState.Past]);
        (await world.TypesAfterAsync(before)).ShouldBe([AuditTypes.GrantRevoking, AuditTypes.GrantEnded]);
        (await world.FactAsync(AuditTypes.GrantEnded, "residualUntil")).ShouldBe(residual.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        (await world.FactAsync(AuditTypes.GrantEnded, "recovered")).ShouldNotBeEmpty();
    }

    /// <summary>Only where two write at once: SQLite's one writer has read what it writes over.</summary>
    [Fact]
    public async Task Replay_SomebodyElseMovesItMeanwhile_RecordsOnlyItsOwnMove()
    {
        await using var world = await World.CreateAsync(DatabaseKind.PostgreSql);
        var grant = await world.Scene.ActiveGrantAsync(world.Scene.Mira, world.Scene.Automatic, TimeSpan.FromHours(1));
        var before = (await world.AuditAsync()).Max(a => a.Sequence);
        var now = world.Portal.Clock.Now();
        await using var db = world.Db();
        await using var other = await db.Database.BeginTransactionAsync();
        await db.Grants.Where(g => g.Id == grant.Id).ExecuteUpdateAsync(s => s
            .SetProperty(g => g.State, GrantState.Revoking).SetProperty(g => g.EndReason, EndReason.GivenBack).SetProperty(g => g.RevokingAt, now).SetProperty(g => g.NextAttemptAt, now));

        var replaying = ReplayAsync(world, grant, now, null);
        await Eventually.TrueAsync(world.SomebodyWaitsForALockAsync, "it has read the grant as active, and waits");
        await other.CommitAsync();
        await replaying;

        (await world.Scene.GrantAsync(grant.Id)).State.ShouldBe(GrantState.Ended);
        (await world.TypesAfterAsync(before)).ShouldBe([AuditTypes.GrantEnded]);
        (await world.FactAsync(AuditTypes.GrantEnded, "reason")).ShouldBe(nameof(EndReason.GivenBack));
    }

    private static async Task ReplayAsync(World world, GrantRow grant, DateTimeOffset at, DateTimeOffset? residual)
    {
        var spool = world.Get<OutcomeSpool>();
        spool.Add(new SpooledOutcome(grant.Id, at.ToUnixTimeMilliseconds(), EvidenceKind.Observed, "Read without it.", residual?.ToUnixTimeMilliseconds(), 1));
        await world.Get<SpoolReplay>().RunAsync(CancellationToken.None);
        spool.Count.ShouldBe(0);
    }
}
