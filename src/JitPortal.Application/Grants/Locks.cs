using JitPortal.Domain.Texts;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>Whether a lock stands in the way, asked inside the deciding transaction. What a lock has not seen is settled on its epoch.</summary>
internal static class Locks
{
    /// <param name="toThem">It is said to the person themselves.</param>
    /// <returns>The reason as a sentence, or <see langword="null"/>.</returns>
    public static async Task<Said?> WhyAsync(PortalDb db, Guid person, Guid target, Guid entitlement, bool toThem, CancellationToken ct) =>
        await Standing(db, person, target, entitlement).OrderBy(l => l.PlacedAt).FirstOrDefaultAsync(ct) is { } standing ? Words(standing, person, toThem) : default(Said?);

    /// <summary>Those that stand in the way of this person, or of whoever owns this workload, there.</summary>
    public static IQueryable<LockRow> Standing(PortalDb db, Guid person, Guid target, Guid entitlement) => db.Locks.AsNoTracking()
        .Where(l => l.LiftedAt == null && (l.TargetId == null || l.TargetId == target))
        .Where(l => l.PersonId == null || l.PersonId == person || db.People.Any(p => p.Id == person && p.OwnerId == l.PersonId))
        .Where(l => l.Resource == null || db.Entitlements.Any(e => e.Id == entitlement && e.Resource == l.Resource));

    /// <param name="person">In whose way it stands.</param>
    /// <param name="toThem">It is said to that person themselves.</param>
    public static Said Words(LockRow standing, Guid person, bool toThem) => standing switch
    {
        { PersonId: { } locked } when locked != person => Both("All access of the person who owns this workload is locked."),
        { PersonId: not null } when toThem => Both("All your access is locked. Ask an administrator."),
        { PersonId: not null } => Both("All access of this person is locked."),
        { Resource: { } resource } => Both($"All access to {resource} is locked."),
        { TargetId: not null } => Both("All access to this target is locked."),
        _ => Both("All access is locked."),
    };
}
