using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>The caller's own grants page by page, the one of the newest request first: open ones and ended ones alike.</summary>
public sealed class ListGrants(PortalDbFactory databases, GrantViews views)
{
    /// <summary>The most on one page: 200.</summary>
    public const int Most = 200;

    /// <param name="before">Continue after this grant; <see langword="null"/> for the first page. Somebody else's ends the list.</param>
    /// <param name="limit">1 to <see cref="Most"/>, and one more to see whether that was all.</param>
    public async Task<IReadOnlyList<GrantView>> RunAsync(Actor actor, GrantId? before, int limit, CancellationToken ct)
    {
        await using var db = databases.Create();
        var mine = db.Grants.Where(g => g.PersonId == actor.Id.Value).Join(db.Requests, g => g.RequestId, r => r.Id, (g, r) => new { g, r.Number });
        if (before is { } id)
        {
            // Numbers are given out in the order of commits, so what is filed meanwhile never comes in between.
            var number = await mine.Where(x => x.g.Id == id.Value).Select(x => x.Number).SingleOrDefaultAsync(ct);
            mine = mine.Where(x => x.Number < number);
        }
        var page = await mine.OrderByDescending(x => x.Number).Take(Math.Clamp(limit, 1, Most + 1)).Select(x => x.g.Id).ToListAsync(ct);
        var grants = await views.BuildAsync(db, actor, db.Grants.Where(g => page.Contains(g.Id)), ct);
        return [.. grants.OrderBy(g => page.IndexOf(g.Id.Value))];
    }
}
