using System.Linq.Expressions;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>The one way in which sessions end before their time.</summary>
internal static class SessionEnding
{
    /// <returns>How many there were.</returns>
    public static async Task<int> EndAsync(Writing writing, Expression<Func<SessionRow, bool>> which, SessionEnd why, CancellationToken ct)
    {
        var ended = 0;
        foreach (var session in await writing.Db.Sessions.AsNoTracking().Where(which).Select(s => new { s.Id, s.PersonId }).ToListAsync(ct))
        {
            var person = new PersonId(session.PersonId);
            var changed = await writing.Db.Sessions.Where(s => s.Id == session.Id).ExecuteDeleteAsync(ct);
            var happened = new AuditEvent(AuditTypes.SessionEnded, why is SessionEnd.SignedOut or SessionEnd.Replaced ? person : null)
            {
                Person = person,
                Facts = [new("session", new SessionId(session.Id).ToString()), new("because", why.ToString())],
            };
            if (writing.Record(changed, happened))
                ended++;
        }

        return ended;
    }
}
