using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>Reads requests with the names people know them by, in the order of the query.</summary>
internal static class RequestSummaries
{
    public static async Task<IReadOnlyList<RequestSummary>> ReadAsync(PortalDb db, IQueryable<RequestRow> requests, CancellationToken ct)
    {
        // One statement. A page has been cut before the joins, each of which finds one row by its key and leaves the order as it is.
        var summaries = await requests
            .Join(db.Entitlements, r => r.EntitlementId, e => e.Id, (r, e) => new { Request = r, Entitlement = e })
            .Join(db.Targets, x => x.Entitlement.TargetId, t => t.Id, (x, t) => new { x.Request, x.Entitlement, Target = t })
            .Join(db.People, x => x.Request.RequesterId, p => p.Id, (x, p) => new { x.Request, x.Entitlement, x.Target, Requester = p })
            .LeftJoin(db.Grants, x => x.Request.Id, g => g.RequestId, (x, g) => new RequestSummary(
                new RequestId(x.Request.Id), RequestNumber.Of(x.Request.Number),
                new EntitlementId(x.Request.EntitlementId), x.Entitlement.Resource, x.Entitlement.Role, x.Target.Name, x.Target.Kind,
                new PersonId(x.Request.RequesterId), x.Requester.Name, x.Request.State, x.Request.Asked, x.Request.Reason, x.Request.FiledAt, x.Request.LapsesAt,
                g == null ? null : new GrantId(g.Id), g == null ? null : g.State, x.Request.ExtendsGrantId == null ? null : new GrantId(x.Request.ExtendsGrantId.Value)))
            .ToListAsync(ct);
        return await WithEndsAsync(db, summaries, ct);
    }

    /// <summary>With the end that stands, for the few that have one: a long list of what was decided does not pay for it.</summary>
    private static async Task<IReadOnlyList<RequestSummary>> WithEndsAsync(PortalDb db, IReadOnlyList<RequestSummary> summaries, CancellationToken ct)
    {
        var extended = summaries.Where(s => s.IsUndecided).Select(s => s.Extends?.Value).OfType<Guid>().ToList();
        if (extended.Count == 0)
            return summaries;
        var ends = await db.Grants.Where(g => extended.Contains(g.Id) && g.State == GrantState.Active).ToDictionaryAsync(g => g.Id, g => g.EndsAt, ct);
        return [.. summaries.Select(s => s is { IsUndecided: true, Extends: { } grant } ? s with { ExtendsEnd = ends.GetValueOrDefault(grant.Value) } : s)];
    }
}
