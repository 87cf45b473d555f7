using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Notices;

/// <summary>How many notices the caller has not seen and should; the number beside the bell.</summary>
public sealed class CountUnread(PortalDbFactory databases)
{
    public async Task<int> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        return await db.Notices.Where(n => n.PersonId == actor.Id.Value).Unread(db).CountAsync(ct);
    }
}
