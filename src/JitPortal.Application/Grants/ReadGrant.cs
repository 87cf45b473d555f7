using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>One grant. Visible to its holder and to whoever may see the request that it came from.</summary>
public sealed class ReadGrant(PortalDbFactory databases, GrantViews views)
{
    private static Refusal NotThere => new Refusal.NotFound(Both("There is no such access."));

    /// <returns><see cref="Refusal.NotFound"/> also for a grant the caller may not know of.</returns>
    public async Task<Outcome<GrantView>> RunAsync(Actor actor, GrantId id, CancellationToken ct)
    {
        await using var db = databases.Create();
        var row = await db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id.Value, ct);
        return row is not null && await MaySeeAsync(db, actor, row, ct)
            ? (await views.BuildAsync(db, actor, db.Grants.Where(g => g.Id == id.Value), ct))[0]
            : NotThere;
    }

    internal static async Task<bool> MaySeeAsync(PortalDb db, Actor actor, GrantRow grant, CancellationToken ct) =>
        grant.PersonId == actor.Id.Value
        || await ReadRequest.MaySeeAsync(db, actor, await db.Requests.AsNoTracking().SingleAsync(r => r.Id == grant.RequestId, ct), ct);
}
