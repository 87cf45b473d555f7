using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>What is stopped for the caller as a whole: everything for everybody, or all of their own access. For the banner on every page.</summary>
public sealed class ReadStops(PortalDbFactory databases)
{
    /// <returns>The oldest first; empty while nothing is stopped.</returns>
    public async Task<IReadOnlyList<Stop>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        return await db.Locks.AsNoTracking()
            .Where(l => l.LiftedAt == null && l.TargetId == null && (l.PersonId == null || l.PersonId == actor.Id.Value))
            .OrderBy(l => l.PlacedAt)
            .Select(l => new Stop(l.PersonId == null, l.Reason, l.PlacedAt))
            .ToListAsync(ct);
    }
}

/// <param name="ForEverybody">All access is stopped, not only the caller's.</param>
public sealed record Stop(bool ForEverybody, string Reason, DateTimeOffset Since);
