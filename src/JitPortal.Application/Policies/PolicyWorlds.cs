using JitPortal.Application.People;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>What the findings about a policy are judged against.</summary>
internal static class PolicyWorlds
{
    /// <param name="except">The policy that is looked at; <see langword="null"/> for all of them.</param>
    public static async Task<PolicyWorld> ReadAsync(PortalDb db, PolicyId? except, PersonId? author, CancellationToken ct)
    {
        var others = await db.Policies.AsNoTracking()
            .Where(p => p.ReplacedAt == null && (except == null || p.PolicyId != except.Value.Value))
            .Select(p => p.Document)
            .ToListAsync(ct);
        return new PolicyWorld(
            [.. others.Select(PolicyDocument.Read).Where(read => read.Succeeded).Select(read => read.Value)],
            await CatalogueAsync(db, ct),
            await PeopleAsync(db, ct),
            author)
        {
            Known = await PolicySets.CatalogueAsync(db, ct),
        };
    }

    /// <summary>What can be asked for.</summary>
    public static Task<IReadOnlyList<EntitlementFacts>> CatalogueAsync(PortalDb db, CancellationToken ct) =>
        EntitlementReading.ReadAsync(db.Entitlements.Where(e => e.RetiredAt == null), db.Targets.Where(t => t.RetiredAt == null), ct);

    private static async Task<IReadOnlyList<KnownPerson>> PeopleAsync(PortalDb db, CancellationToken ct)
    {
        var rows = await db.People.AsNoTracking().Where(PersonRow.IsHere).OrderBy(p => p.Name).ToListAsync(ct);
        return [.. rows.Select(Actors.Of).Select(person => new KnownPerson(person.Id, person.Name, (person.Groups ?? []).ToHashSet(StringComparer.Ordinal)))];
    }
}
