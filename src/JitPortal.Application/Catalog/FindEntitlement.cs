using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Catalog;

/// <summary>Finds what a script names: by id, or by resource and role as people say them.</summary>
public sealed class FindEntitlement(PortalDbFactory databases)
{
    /// <param name="name"><c>orders-db:Read</c>, upper and lower case alike, or an id. The catalogue is open to everybody who is signed in.</param>
    /// <returns><see cref="Refusal.Invalid"/> on the field "entitlement" when nothing, or more than one thing, is called so.</returns>
    public async Task<Outcome<EntitlementId>> RunAsync(string name, CancellationToken ct)
    {
        if (Guid.TryParse(name, out var id))
            return new EntitlementId(id);
        var colon = name.LastIndexOf(':');
        if (colon < 1)
            return new Refusal.Invalid("entitlement", Both("Name it by its id, or as resource:role, for example orders-db:Read."));
        await using var db = databases.Create();
        // Compared here: what counts as upper case differs between the databases.
        var all = await db.Entitlements.AsNoTracking()
            .Where(e => e.RetiredAt == null && db.Targets.Any(t => t.Id == e.TargetId && t.RetiredAt == null))
            .Select(e => new { e.Id, e.Resource, e.Role })
            .ToListAsync(ct);
        var found = all.Where(e => IsSame(e.Resource, name[..colon]) && IsSame(e.Role, name[(colon + 1)..])).ToList();
        return found.Count switch
        {
            1 => new EntitlementId(found[0].Id),
            0 => new Refusal.Invalid("entitlement", Both("Nothing in the catalogue is called so. GET /api/v1/entitlements lists it.")),
            _ => new Refusal.Invalid("entitlement", Both("More than one target has this resource and role. Name it by its id.")),
        };
    }

    private static bool IsSame(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}
