using System.Globalization;
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
        var rows = await requests.AsNoTracking().ToListAsync(ct);
        var entitlements = rows.Select(r => r.EntitlementId).Distinct().ToList();
        var places = await db.Entitlements.AsNoTracking()
            .Where(e => entitlements.Contains(e.Id))
            .Join(db.Targets, e => e.TargetId, t => t.Id, (e, t) => new { e.Id, e.Resource, e.Role, t.Name, t.Kind })
            .ToDictionaryAsync(p => p.Id, ct);
        var requesters = rows.Select(r => r.RequesterId).Distinct().ToList();
        var names = await db.People.AsNoTracking().Where(p => requesters.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var ids = rows.Select(r => r.Id).ToList();
        var grants = await db.Grants.AsNoTracking().Where(g => ids.Contains(g.RequestId)).Select(g => new { g.RequestId, g.Id, g.State }).ToDictionaryAsync(g => g.RequestId, ct);
        return
        [
            .. rows.Select(row =>
            {
                var (place, grant) = (places[row.EntitlementId], grants.GetValueOrDefault(row.Id));
                return new RequestSummary(
                    new RequestId(row.Id), string.Create(CultureInfo.InvariantCulture, $"REQ-{row.Number}"),
                    new EntitlementId(row.EntitlementId), place.Resource, place.Role, place.Name, place.Kind,
                    new PersonId(row.RequesterId), names[row.RequesterId], row.State, row.Asked, row.Reason, row.FiledAt, row.LapsesAt,
                    grant is null ? null : new GrantId(grant.Id), grant?.State, row.ExtendsGrantId is not null);
            }),
        ];
    }
}
