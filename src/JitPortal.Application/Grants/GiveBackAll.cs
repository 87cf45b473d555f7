using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>The holder ends all of their own access at once: a laptop is gone, or a login was typed in the wrong place.</summary>
public sealed class GiveBackAll(PortalDbFactory databases, GiveBackGrant giveBack)
{
    /// <returns>How many were given back; what was ending already is not counted.</returns>
    public async Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        var open = await db.Grants
            .Where(g => g.PersonId == actor.Id.Value && g.State != GrantState.Ended && g.State != GrantState.Revoking)
            .Select(g => g.Id)
            .ToListAsync(ct);
        var given = 0;
        foreach (var id in open)
        {
            // The wish is to end all of it: what has begun is finished, whoever has gone meanwhile.
            if ((await giveBack.RunAsync(actor, new GrantId(id), CancellationToken.None)).Succeeded)
                given++;
        }
        return given;
    }
}
