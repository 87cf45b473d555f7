using JitPortal.Domain.People;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.People;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>The session behind a cookie, as long as it lasts.</summary>
public sealed class ReadSession(PortalDbFactory databases, KeyRing keys, TimeProvider clock)
{
    /// <returns><see langword="null"/> where no session has this key, or it has ended.</returns>
    public async Task<OpenSession?> RunAsync(string key, CancellationToken ct)
    {
        await using var db = databases.Create();
        var (hash, now) = (SessionRow.HashOf(key), clock.Now());
        var row = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.KeyHash == hash && s.EndsAt > now, ct);
        return row is null
            ? null
            : new OpenSession(new SessionId(row.Id), new PersonId(row.PersonId), row.Issuer, row.Subject, keys.Open(SessionRow.Purpose, row.Id, row.Ticket));
    }
}

/// <summary>A session that has not ended.</summary>
public sealed record OpenSession(SessionId Id, PersonId Person, string Issuer, string Subject, byte[] Ticket);
