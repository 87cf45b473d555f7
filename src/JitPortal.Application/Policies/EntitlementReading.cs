using System.Text.Json;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>An entitlement as the policies see it.</summary>
internal static class EntitlementReading
{
    public static async Task<EntitlementFacts> FactsAsync(PortalDb db, Guid entitlement, CancellationToken ct)
    {
        var row = await db.Entitlements.AsNoTracking()
            .Where(e => e.Id == entitlement)
            .Join(db.Targets, e => e.TargetId, t => t.Id, (e, t) => new { e.Id, t.Kind, e.Resource, e.Role, e.Tags })
            .SingleAsync(ct);
        return Of(row.Id, row.Kind, row.Resource, row.Role, row.Tags);
    }

    /// <param name="tags">JSON array.</param>
    public static EntitlementFacts Of(Guid id, string kind, string resource, string role, string tags) =>
        new(new EntitlementId(id), kind, resource, role, JsonSerializer.Deserialize<HashSet<string>>(tags) ?? []);
}
