using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>What a lock would end if it were placed now; nothing is stored.</summary>
public sealed class PreviewStop(PortalDbFactory databases)
{
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.NotFound"/> for a scope that does not exist.</returns>
    public async Task<Outcome<StopPreview>> RunAsync(Actor actor, LockScope scope, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.HasAsync(db, actor, PortalRole.Administrator, ct))
            return new Refusal.Forbidden(Both("Only administrators stop access."));
        if (await LockScopes.NameAsync(db, scope, ct) is not { } name)
            return new Refusal.NotFound(Both("There is no such person, target or resource."));
        var open = db.Grants.Where(LockScopes.Grants(db, scope)).Where(g => g.State != GrantState.Ended);
        var targets = await open.Select(g => g.TargetId).Distinct().ToListAsync(ct);
        var unreachable = await db.Targets.AsNoTracking()
            .Where(t => targets.Contains(t.Id) && (t.FailingSince != null || t.Unavailable != null))
            .OrderBy(t => t.Name)
            .Select(t => t.Name)
            .ToListAsync(ct);
        return new StopPreview(
            name,
            await open.CountAsync(g => g.State != GrantState.Revoking, ct),
            await open.CountAsync(g => g.State == GrantState.Revoking, ct),
            await open.Select(g => g.PersonId).Distinct().CountAsync(ct),
            targets.Count,
            unreachable);
    }
}

/// <param name="Name">What has to be typed to confirm it: the person, the resource, the target, or "everything".</param>
/// <param name="Grants">How many grants it would begin to end.</param>
/// <param name="Ending">How many are ending already.</param>
/// <param name="People">How many people and workloads hold them.</param>
/// <param name="Unreachable">The targets among them that do not answer just now; their grants end as soon as they do.</param>
public sealed record StopPreview(string Name, int Grants, int Ending, int People, int Targets, IReadOnlyList<string> Unreachable);
