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
        var rows = await (
            from r in requests.AsNoTracking()
            join e in db.Entitlements on r.EntitlementId equals e.Id
            join t in db.Targets on e.TargetId equals t.Id
            join p in db.People on r.RequesterId equals p.Id
            join g in db.Grants on r.Id equals g.RequestId into opened
            from g in opened.DefaultIfEmpty()
            select new
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
                e.Resource,
                e.Role,
                TargetName = t.Name,
                t.Kind,
                Requester = p.Name,
                GrantId = (Guid?)g!.Id,
                GrantState = (GrantState?)g.State,
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
