using JitPortal.Application.People;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Approvals;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>Those in whose seat somebody may vote now. Only their own right passes on: there is no chain.</summary>
internal static class Absent
{
    /// <summary>Whom <paramref name="standIn"/> stands in for, the longest absent first. Who has left, or is stopped, is not among them.</summary>
    public static async Task<IReadOnlyList<Actor>> OfAsync(PortalDb db, PersonId standIn, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await db.Delegations.AsNoTracking()
            .Where(DelegationRow.InForce(now))
            .Where(d => d.DelegateId == standIn.Value)
            .OrderBy(d => d.From)
            .Join(DecidingPeople.In(db), d => d.PersonId, p => p.Id, (d, p) => p)
            .ToListAsync(ct);
        return [.. rows.Select(Actors.Of)];
    }
}
