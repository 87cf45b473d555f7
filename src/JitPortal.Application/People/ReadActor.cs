using JitPortal.Domain.People;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>The person behind a session as stored now: roles, groups and whether they may still act (I-22).</summary>
public sealed class ReadActor(PortalDbFactory databases, TimeProvider clock)
{
    /// <param name="session">The session they act through; <see langword="null"/> for a bearer token, which has none.</param>
    /// <returns><see langword="null"/> when there is no such person, they are disabled, or the session has ended.</returns>
    public async Task<Actor?> RunAsync(PersonId person, SessionId? session, CancellationToken ct)
    {
        await using var db = databases.Create();
        var people = db.People.AsNoTracking().Where(p => p.Id == person.Value && p.DisabledAt == null && p.ErasedAt == null);
        if (session is { } open)
        {
            var now = clock.Now();
            people = people.Where(p => db.Sessions.Any(s => s.Id == open.Value && s.PersonId == p.Id && s.EndsAt > now));
        }

        return await people.SingleOrDefaultAsync(ct) is { } row ? Actors.Of(row) : null;
    }

    /// <summary>The person alone, whatever they act through.</summary>
    public Task<Actor?> RunAsync(PersonId person, CancellationToken ct) => RunAsync(person, session: null, ct);
}
