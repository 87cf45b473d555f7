using System.Collections.Concurrent;
using JitPortal.Application.Targets;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>
/// Keeps due closes going while the database takes no writes (I-14): a lease's end, made durable at opening, is the standing
/// intent to close it. Works from what was read at most <see cref="Horizon"/> ago; outcomes go to the spool.
/// </summary>
public sealed class StandingLeases(
    PortalDbFactory databases, ClosingStep closing, OutcomeSpool spool, TargetConnectors connectors, TargetHealth health, TimeProvider clock)
{
    /// <summary>How far ahead leases are kept, and how old the reading may be: 60 seconds.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromSeconds(60);

    /// <summary>More ends than this in the next minute are closed first come, first served once the database is back.</summary>
    private const int Most = 5_000;

    private readonly ConcurrentDictionary<Guid, byte> closingNow = new();
    private IReadOnlyList<Standing> standing = [];

    /// <summary>Reads the ends of the next minute, and builds the connectors they will need.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        await connectors.RefreshAsync(ct);   // another node may have changed a target
        await using var db = databases.Create();
        var now = clock.Now();
        var until = now + Horizon;
        var grants = db.Grants.AsNoTracking()
            .Where(g => g.Quarantine == null)
            .Where(g => g.State == GrantState.Revoking || ((g.State == GrantState.Active || g.State == GrantState.Provisioning) && g.EndsAt <= until))
            .OrderBy(g => g.EndsAt)
            .Take(Most);
        var (rows, _) = await ReadableGrants.LoadAsync(db, grants, ct);   // one that cannot be read is set aside when it is due
        var ids = rows.Select(r => r.Id).ToList();
        var leases = (await db.Leases.AsNoTracking().Where(l => ids.Contains(l.GrantId)).ToListAsync(ct)).ToLookup(l => l.GrantId);
        var stays = await LongestAsync(db, rows, ct);
        standing =
        [
            .. rows.Select(row => new Standing(
                new TargetId(row.TargetId),
                row.State == GrantState.Revoking ? now : row.EndsAt!.Value,
                GrantPort.ToClosing(new ClaimedGrant(row, [.. leases[row.Id]], Stays(row, stays), false, false)))),
        ];
        foreach (var target in standing.Select(s => s.Target).Distinct())
            await connectors.TryGetAsync(target, ct);   // one that cannot be made cannot be closed without the database
    }

    /// <summary>How many grants the last reading found.</summary>
    public int Known => standing.Count;

    /// <summary>Where something is due by the last reading and not closed yet.</summary>
    public IReadOnlyList<TargetId> DueTargets() => [.. Due().Select(s => s.Target).Distinct()];

    /// <summary>Closes what is due on one target by the last reading, without the database.</summary>
    public Task CloseDueAsync(TargetId target, CancellationToken ct)
    {
        health.DatabaseIsDown();
        return CloseAsync(target, [.. Due().Where(s => s.Target == target).Select(s => s.Closing)], ct);
    }

    private IEnumerable<Standing> Due()
    {
        var now = clock.Now();
        return standing.Where(s => s.EndsAt <= now && !spool.Contains(s.Closing.Grant));
    }

    private async Task CloseAsync(TargetId target, IReadOnlyList<Closing> closings, CancellationToken ct)
    {
        var mine = closings.Where(c => closingNow.TryAdd(c.Grant.Value, 0)).ToList();
        try
        {
            foreach (var batch in mine.Chunk(RevokeDueJob.Batch))
            {
                foreach (var outcome in (await closing.CloseAsync(target, batch, ct)).Where(o => o.Error is null))
                    spool.Add(new SpooledOutcome(outcome.Grant.Value, clock.Now().ToUnixTimeMilliseconds(), outcome.Evidence, outcome.Words, outcome.ResidualUntil?.ToUnixTimeMilliseconds(), outcome.SessionsEnded));
            }
        }
        finally
        {
            foreach (var closed in mine)
                closingNow.TryRemove(closed.Grant.Value, out _);
        }
    }

    /// <summary>Until when each holding must stay: for ever where it was held before us, else until the last open grant on it ends.</summary>
    private static async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> LongestAsync(PortalDb db, IReadOnlyList<GrantRow> rows, CancellationToken ct)
    {
        var ids = rows.Where(r => r.HoldingId is not null).Select(r => r.HoldingId!.Value).Distinct().ToList();
        if (ids.Count == 0)
            return new Dictionary<Guid, DateTimeOffset>();
        var open = await db.Grants
            .Where(g => g.HoldingId != null && ids.Contains(g.HoldingId.Value) && (g.State == GrantState.Active || g.State == GrantState.Provisioning))
            .Select(g => new { HoldingId = g.HoldingId!.Value, EndsAt = g.EndsAt!.Value })
            .ToListAsync(ct);
        var longest = open.GroupBy(g => g.HoldingId).ToDictionary(g => g.Key, g => g.Max(o => o.EndsAt));
        foreach (var id in await db.Holdings.Where(h => ids.Contains(h.Id) && h.HeldBefore == true).Select(h => h.Id).ToListAsync(ct))
            longest[id] = DateTimeOffset.MaxValue;
        return longest;
    }

    private static bool Stays(GrantRow row, IReadOnlyDictionary<Guid, DateTimeOffset> longest) =>
        row.HoldingId is { } holding && longest.TryGetValue(holding, out var until) && (row.State == GrantState.Revoking || until > row.EndsAt);

    private sealed record Standing(TargetId Target, DateTimeOffset EndsAt, Closing Closing);
}
