using System.Text.Json;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Catalog;
using JitPortal.Storage.Targets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>An entitlement as the policies see it.</summary>
internal static class EntitlementReading
{
    public static async Task<EntitlementFacts> FactsAsync(PortalDb db, Guid entitlement, CancellationToken ct) =>
        (await ReadAsync(db.Entitlements.Where(e => e.Id == entitlement), db.Targets, ct)).Single();

    /// <returns>By resource and role; those on none of the targets are left out.</returns>
    public static async Task<IReadOnlyList<EntitlementFacts>> ReadAsync(IQueryable<EntitlementRow> entitlements, IQueryable<TargetRow> targets, CancellationToken ct)
    {
        var rows = await entitlements.AsNoTracking()
            .Join(targets, e => e.TargetId, t => t.Id, (e, t) => new { e.Id, t.Kind, e.Resource, e.Role, e.Tags })
            .OrderBy(e => e.Resource).ThenBy(e => e.Role)
            .ToListAsync(ct);
        return [.. rows.Select(r => Of(r.Id, r.Kind, r.Resource, r.Role, r.Tags))];
    }

    /// <param name="tags">JSON array.</param>
    public static EntitlementFacts Of(Guid id, string kind, string resource, string role, string tags) =>
        new(new EntitlementId(id), kind, resource, role, JsonSerializer.Deserialize<HashSet<string>>(tags) ?? []);
}
