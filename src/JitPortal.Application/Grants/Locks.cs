using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>Whether a lock stands in the way, asked inside the deciding transaction. What a lock has not seen is settled on its epoch.</summary>
internal static class Locks
{
    /// <returns>The reason as a sentence, or <see langword="null"/>.</returns>
    public static async Task<string?> WhyAsync(PortalDb db, Guid person, Guid target, Guid entitlement, CancellationToken ct)
    {
        var standing = await db.Locks.AsNoTracking()
            .Where(l => l.LiftedAt == null && (l.PersonId == null || l.PersonId == person) && (l.TargetId == null || l.TargetId == target))
            .Where(l => l.Resource == null || db.Entitlements.Any(e => e.Id == entitlement && e.Resource == l.Resource))
            .OrderBy(l => l.PlacedAt)
            .FirstOrDefaultAsync(ct);
        return standing switch
        {
            null => null,
            { PersonId: not null } => "All access of this person is locked.",
            { Resource: { } resource } => $"All access to {resource} is locked.",
            { TargetId: not null } => "All access to this target is locked.",
            _ => "All access is locked.",
        };
    }
}
