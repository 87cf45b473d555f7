using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>
/// Who can decide anything at all: people who are there, and whose access is not stopped. An emergency stop of a person means that
/// somebody else may be acting in their name, so their word counts for nothing until it is lifted.
/// </summary>
internal static class DecidingPeople
{
    public static IQueryable<PersonRow> In(PortalDb db) => db.People.AsNoTracking()
        .Where(PersonRow.IsHere)
        .Where(p => !db.Locks.Any(l => l.LiftedAt == null && l.PersonId == p.Id && l.TargetId == null));

    /// <returns><see cref="Refusal.Forbidden"/>, with a sentence for them, for somebody who is not among them.</returns>
    public static async Task<Outcome<PersonRow>> FindAsync(PortalDb db, PersonId id, CancellationToken ct)
    {
        if (await In(db).SingleOrDefaultAsync(p => p.Id == id.Value, ct) is { } person)
            return person;
        return await db.People.Where(p => p.Id == id.Value && p.DisabledAt == null).Select(p => (bool?)p.IsWorkload).SingleOrDefaultAsync(ct) switch
        {
            true => WhoCounts.NoWorkload,
            false => new Refusal.Forbidden(Both("All access of this account is stopped, and until that is lifted it decides nothing. Ask an administrator.")),
            null => new Refusal.Forbidden(Both("This account is disabled in the portal. Ask an administrator.")),
        };
    }
}
