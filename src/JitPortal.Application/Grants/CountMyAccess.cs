using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>How many grants of the caller have not ended; the number beside their own access, on every page.</summary>
public sealed class CountMyAccess(PortalDbFactory databases)
{
    public async Task<int> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        return await db.Grants.CountAsync(g => g.PersonId == actor.Id.Value && g.State != GrantState.Ended, ct);
    }
}
