using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>How many endings fell into the time in which nobody worked. To be asked at a start, before the due work begins.</summary>
public sealed class CountMissedEndings(PortalDbFactory databases, TimeProvider clock)
{
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        return await db.Grants.CountAsync(DueGrants.PastEnd(clock.Now()), ct);
    }
}
