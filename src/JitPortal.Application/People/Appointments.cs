using JitPortal.Domain.People;
using JitPortal.Domain.Texts;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>Who was made an administrator by whom, in the portal itself.</summary>
internal static class Appointments
{
    /// <summary>How long whoever was appointed is no second pair of eyes beside the one who did it: 7 days.</summary>
    private static readonly TimeSpan Probation = TimeSpan.FromDays(7);

    public static async Task<PortalRole> RolesAsync(PortalDb db, Guid person, CancellationToken ct) =>
        await db.Appointments.AnyAsync(a => a.PersonId == person, ct) ? PortalRole.Administrator : PortalRole.None;

    /// <summary>
    /// Whoever was appointed too short a while ago is the same pair of eyes as the one who did it, whichever of them looks second; and so is
    /// everybody else whom that one appointed, and whom these did.
    /// </summary>
    /// <returns>Why <paramref name="person"/> is no second pair of eyes for these; <see langword="null"/> where nothing is against it.</returns>
    public static async Task<Said?> WhyNotSecondAsync(PortalDb db, PersonId person, IReadOnlyCollection<Guid> others, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Probation;
        var appointers = await db.Appointments.Where(a => a.At > since).ToDictionaryAsync(a => a.PersonId, a => a.ById, ct);
        var theirs = Line(person.Value);
        return others.Any(other => Line(other).Overlaps(theirs))
            ? Both("Whoever was made an administrator less than 7 days ago and the one who did it do not count as two. Another administrator has to.")
            : default(Said?);

        HashSet<Guid> Line(Guid of)
        {
            HashSet<Guid> line = [];
            for (Guid? one = of; one is { } id && !line.Contains(id); one = appointers.GetValueOrDefault(id))
                line.Add(id);
            return line;
        }
    }
}
