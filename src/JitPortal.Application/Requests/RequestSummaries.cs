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
    // One statement. A page has been cut before the joins, each of which finds one row by its key and leaves the order as it is.
    public static async Task<IReadOnlyList<RequestSummary>> ReadAsync(PortalDb db, IQueryable<RequestRow> requests, CancellationToken ct) =>
        await requests
            .Join(db.Entitlements, r => r.EntitlementId, e => e.Id, (r, e) => new { Request = r, Entitlement = e })
            .Join(db.Targets, x => x.Entitlement.TargetId, t => t.Id, (x, t) => new { x.Request, x.Entitlement, Target = t })
            .Join(db.People, x => x.Request.RequesterId, p => p.Id, (x, p) => new { x.Request, x.Entitlement, x.Target, Requester = p })
            .LeftJoin(db.Grants, x => x.Request.ExtendsGrantId, g => g.Id, (x, g) => new { x.Request, x.Entitlement, x.Target, x.Requester, Extends = g })
            .LeftJoin(db.Grants, x => x.Request.Id, g => g.RequestId, (x, g) => new RequestSummary(
                new RequestId(x.Request.Id), RequestNumber.Of(x.Request.Number),
                new EntitlementId(x.Request.EntitlementId), x.Entitlement.Resource, x.Entitlement.Role, x.Target.Name, x.Target.Kind,
                new PersonId(x.Request.RequesterId), x.Requester.Name, x.Request.State, x.Request.Asked, x.Request.Reason, x.Request.FiledAt, x.Request.LapsesAt,
                g == null ? null : new GrantId(g.Id), g == null ? null : g.State, x.Request.ExtendsGrantId != null)
            {
                ExtendsEnd = x.Extends == null || x.Extends.State != GrantState.Active ? null : x.Extends.EndsAt,
            })
            .ToListAsync(ct);
}
