using JitPortal.Domain.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Storage.Grants;

/// <summary>Reads what belongs to claimed grants: their leases, and who else is on their holdings.</summary>
internal static class ClaimedGrants
{
    public static async Task<IReadOnlyList<ClaimedGrant>> GatherAsync(PortalDb db, Guid claim, IReadOnlyList<GrantRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];
        // The first lease comes with the intent to open.
        var byGrant = (rows.All(r => r.State == GrantState.Scheduled) ? [] : await LeasesAsync(db, claim, ct)).ToLookup(l => l.GrantId);
        var holdings = rows.Any(r => r.HoldingId is not null) ? await HoldingsAsync(db, claim, ct) : new Dictionary<Guid, Holding>();
        return [.. rows.Select(row => Gather(row, [.. byGrant[row.Id]], row.HoldingId is { } id ? holdings[id] : null))];
    }

    private static Task<List<LeaseRow>> LeasesAsync(PortalDb db, Guid claim, CancellationToken ct) => db.Leases.AsNoTracking()
        .Where(l => db.Grants.Where(g => g.ClaimId == claim).Select(g => g.Id).Contains(l.GrantId))
        .OrderBy(l => l.Ordinal)
        .ToListAsync(ct);

    private static ClaimedGrant Gather(GrantRow row, IReadOnlyList<LeaseRow> leases, Holding? holding)
    {
        var others = holding?.Open.Where(o => o.Id != row.Id).ToList() ?? [];
        return new ClaimedGrant(row, leases, holding?.HeldBefore, others.Exists(o => o.State is GrantState.Provisioning or GrantState.Active), others.Count > 0);
    }

    private static async Task<IReadOnlyDictionary<Guid, Holding>> HoldingsAsync(PortalDb db, Guid claim, CancellationToken ct)
    {
        var ids = db.Grants.Where(g => g.ClaimId == claim && g.HoldingId != null).Select(g => g.HoldingId!.Value);
        var open = await db.Grants
            .Where(g => g.HoldingId != null && ids.Contains(g.HoldingId.Value))
            // One that was closed by force may still be there; what is then found on the target was not there before us.
            .Where(g => g.State == GrantState.Provisioning || g.State == GrantState.Active || g.State == GrantState.Revoking || g.Evidence == EvidenceKind.Forced)
            .Select(g => new { HoldingId = g.HoldingId!.Value, g.Id, g.State })
            .ToListAsync(ct);
        var byHolding = open.ToLookup(g => g.HoldingId, g => (g.Id, g.State));
        return await db.Holdings.AsNoTracking().Where(h => ids.Contains(h.Id)).ToDictionaryAsync(h => h.Id, h => new Holding(h.HeldBefore, [.. byHolding[h.Id]]), ct);
    }

    private sealed record Holding(bool? HeldBefore, IReadOnlyList<(Guid Id, GrantState State)> Open);
}
