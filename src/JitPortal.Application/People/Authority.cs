using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>What somebody may do now, read in the transaction that acts on it: the session may have been read before they lost it (I-22).</summary>
internal static class Authority
{
    public static Refusal OverseersOnly => new Refusal.Forbidden(Both("Only auditors and administrators see this."));

    /// <returns>Whether the portal itself acts, or a person who is not disabled and has the role in the session and in the database.</returns>
    public static async Task<bool> HasAsync(PortalDb db, Actor actor, PortalRole role, CancellationToken ct) =>
        actor.Is(role) && (actor.AuditId is null || await db.People.AnyAsync(p => p.Id == actor.Id.Value && p.DisabledAt == null && (p.Roles & role) == role, ct));

    /// <returns>Whether they look after the portal as a whole: <see cref="HasAsync"/> for an auditor or an administrator, in one question.</returns>
    public static async Task<bool> OverseesAsync(PortalDb db, Actor actor, CancellationToken ct)
    {
        var held = actor.Roles & Actor.Overseers;
        return actor.Oversees && (actor.AuditId is null || await db.People.AnyAsync(p => p.Id == actor.Id.Value && p.DisabledAt == null && (p.Roles & held) != PortalRole.None, ct));
    }
}
