using System.Linq.Expressions;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>The locks that stand, the latest first, each with what became of the grants it ended.</summary>
public sealed class ListLocks(PortalDbFactory databases, GrantViews grants, TimeProvider clock)
{
    private const int MostLocks = 200;
    private const int MostGrants = 200;

    /// <returns><see cref="Refusal.Forbidden"/> but for administrators and auditors.</returns>
    public async Task<Outcome<IReadOnlyList<LockView>>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.OverseesAsync(db, actor, ct))
            return Authority.OverseersOnly;
        var standing = await db.Locks.AsNoTracking().Where(l => l.LiftedAt == null).OrderByDescending(l => l.PlacedAt).Take(MostLocks).ToListAsync(ct);
        var views = new List<LockView>(standing.Count);
        foreach (var row in standing)
            views.Add(await ViewAsync(db, actor, row, ct));
        return views;
    }

    private async Task<LockView> ViewAsync(PortalDb db, Actor actor, LockRow row, CancellationToken ct)
    {
        var scope = LockScopes.Of(row);
        var ended = db.Grants.Where(LockScopes.Grants(db, scope)).Where(EndedBy(row.PlacedAt));
        var open = await ended.CountAsync(g => g.State != GrantState.Ended, ct);   // first: what ends meanwhile is then in neither count, and asked for again
        var why = actor.Is(PortalRole.Administrator) ? await LiftLock.WhyNotAsync(db, actor, row, clock.Now(), ct) : Both("Only administrators lift locks.");
        return new LockView(
            new LockId(row.Id),
            await LockScopes.NameAsync(db, scope, ct) ?? T("somebody or something that is gone"),
            row.Reason,
            row.PlacedAt,
            await db.People.Where(p => p.Id == row.PlacedBy).Select(p => p.Name).SingleOrDefaultAsync(ct),
            why?.Shown,
            await ended.CountAsync(ct),
            await ended.CountAsync(g => g.State == GrantState.Ended && g.Evidence != EvidenceKind.Forced, ct),
            open,
            await grants.BuildAsync(db, actor, ended.OrderBy(g => g.State).ThenBy(g => g.Id).Take(MostGrants), ct));
    }

    /// <summary>What was ending for another reason already is in scope as well: it counts as gone only with evidence, and closed by hand is none.</summary>
    private static Expression<Func<GrantRow, bool>> EndedBy(DateTimeOffset placed) =>
        g => g.State == GrantState.Revoking || ((g.EndReason == EndReason.Locked || g.Evidence == EvidenceKind.Forced) && g.EndedAt >= placed);
}

/// <param name="PlacedBy"><see langword="null"/> where the owner of the machine did, by command.</param>
/// <param name="CannotLiftBecause">Why the caller may not lift it; <see langword="null"/> when they may.</param>
/// <param name="GrantCount">How many grants it ends or has ended, and how many of them <paramref name="EndedCount"/> with evidence.</param>
/// <param name="OpenCount">How many of them have not ended at all; the rest of those without evidence were closed by hand.</param>
/// <param name="Grants">At most 200 of them, those that have not ended first.</param>
public sealed record LockView(
    LockId Id,
    string Name,
    string Reason,
    DateTimeOffset PlacedAt,
    string? PlacedBy,
    string? CannotLiftBecause,
    int GrantCount,
    int EndedCount,
    int OpenCount,
    IReadOnlyList<GrantView> Grants);
