using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>Who was made an administrator by whom, in the portal itself.</summary>
internal static class Appointments
{
    /// <summary>How long whoever was appointed does not count as the second pair of eyes of the one who did it: 7 days.</summary>
    private static readonly TimeSpan Probation = TimeSpan.FromDays(7);

    public static async Task<PortalRole> RolesAsync(PortalDb db, Guid person, CancellationToken ct) =>
        await db.Appointments.AnyAsync(a => a.PersonId == person, ct) ? PortalRole.Administrator : PortalRole.None;

    /// <returns>Whether <paramref name="by"/> appointed <paramref name="person"/> too short a while ago.</returns>
    public static Task<bool> IsFreshAsync(Writing writing, PersonId person, PersonId by, CancellationToken ct)
    {
        var since = writing.Now - Probation;
        return writing.Db.Appointments.AnyAsync(a => a.PersonId == person.Value && a.ById == by.Value && a.At > since, ct);
    }
}
