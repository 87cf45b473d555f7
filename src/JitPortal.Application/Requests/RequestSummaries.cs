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
        // One statement, whose columns beside the request's own are look-ups by key: they leave the order alone, as a join might not.
        var rows = await requests.AsNoTracking().Select(r => new
        {
            r.Id,
            r.Number,
            r.EntitlementId,
            r.RequesterId,
            r.State,
            r.Asked,
            r.Reason,
            r.FiledAt,
            r.LapsesAt,
            r.ExtendsGrantId,
            Resource = db.Entitlements.Where(e => e.Id == r.EntitlementId).Select(e => e.Resource).First(),
            Role = db.Entitlements.Where(e => e.Id == r.EntitlementId).Select(e => e.Role).First(),
            TargetName = db.Entitlements.Where(e => e.Id == r.EntitlementId).Join(db.Targets, e => e.TargetId, t => t.Id, (e, t) => t.Name).First(),
            Kind = db.Entitlements.Where(e => e.Id == r.EntitlementId).Join(db.Targets, e => e.TargetId, t => t.Id, (e, t) => t.Kind).First(),
            Requester = db.People.Where(p => p.Id == r.RequesterId).Select(p => p.Name).First(),
            GrantId = db.Grants.Where(g => g.RequestId == r.Id).Select(g => (Guid?)g.Id).FirstOrDefault(),
            GrantState = db.Grants.Where(g => g.RequestId == r.Id).Select(g => (GrantState?)g.State).FirstOrDefault(),
        }).ToListAsync(ct);
        return
        [
            .. rows.Select(row => new RequestSummary(
                new RequestId(row.Id), RequestNumber.Of(row.Number),
                new EntitlementId(row.EntitlementId), row.Resource, row.Role, row.TargetName, row.Kind,
                new PersonId(row.RequesterId), row.Requester, row.State, row.Asked, row.Reason, row.FiledAt, row.LapsesAt,
                row.GrantId is { } grant ? new GrantId(grant) : null, row.GrantState, row.ExtendsGrantId is not null)),
        ];
    }
}
