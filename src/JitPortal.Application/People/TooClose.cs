using JitPortal.Storage;
using JitPortal.Storage.Approvals;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>
/// Who is too close to somebody to judge what is theirs: the persons themselves, who owns them where they are workloads, and whoever
/// stood in for any of these, or had them stand in. What this means for the votes on a request is in <see cref="Approvals.PartiesReading"/>,
/// which reads it for many requests at once.
/// </summary>
internal static class TooClose
{
    /// <param name="since">A stand-in that ended before this moment is no matter any more.</param>
    public static async Task<IReadOnlySet<Guid>> ToAsync(PortalDb db, IReadOnlyCollection<Guid> people, DateTimeOffset since, DateTimeOffset now, CancellationToken ct)
    {
        var owners = await db.People.Where(p => people.Contains(p.Id) && p.OwnerId != null).Select(p => p.OwnerId!.Value).ToListAsync(ct);
        HashSet<Guid> answering = [.. people, .. owners];
        var standIns = await db.Delegations
            .Where(DelegationRow.BegunAndNotOver(since, now))
            .Where(d => answering.Contains(d.PersonId) || answering.Contains(d.DelegateId))
            .Select(d => new { d.PersonId, d.DelegateId })
            .ToListAsync(ct);
        return new HashSet<Guid>([.. answering, .. standIns.SelectMany(d => new[] { d.PersonId, d.DelegateId })]);
    }
}
