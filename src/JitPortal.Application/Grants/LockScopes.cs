using System.Linq.Expressions;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>A lock's scope over rows and in words.</summary>
internal static class LockScopes
{
    public static LockScope Of(LockRow row) => new(
        row.PersonId is { } person ? new(person) : null, row.TargetId is { } target ? new(target) : null, row.Resource);

    /// <summary>A person's are those of the workloads they own as well: whoever acts in their name may have these too.</summary>
    public static Expression<Func<GrantRow, bool>> Grants(PortalDb db, LockScope scope)
    {
        var (person, target, resource) = (scope.Person?.Value, scope.Target?.Value, scope.Resource);
        return g => (person == null || g.PersonId == person || db.People.Any(p => p.Id == g.PersonId && p.OwnerId == person))
            && (target == null || g.TargetId == target)
            && (resource == null || db.Entitlements.Any(e => e.Id == g.EntitlementId && e.Resource == resource));
    }

    /// <summary>What is typed to confirm it, and what it is called everywhere.</summary>
    /// <returns><see langword="null"/> where there is no such person, target or resource.</returns>
    public static async Task<string?> NameAsync(PortalDb db, LockScope scope, CancellationToken ct) => scope switch
    {
        { IsEverything: true } => "everything",
        { Person: { } person } => await db.People.Where(p => p.Id == person.Value).Select(p => p.Name).SingleOrDefaultAsync(ct),
        { Target: { } target, Resource: { } resource } => await db.Entitlements.Where(e => e.TargetId == target.Value && e.Resource == resource).Select(e => e.Resource).FirstOrDefaultAsync(ct),
        { Target: { } target } => await db.Targets.Where(t => t.Id == target.Value).Select(t => t.Name).SingleOrDefaultAsync(ct),
        _ => null,
    };
}
