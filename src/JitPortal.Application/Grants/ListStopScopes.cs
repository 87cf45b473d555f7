using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>Everything that can be stopped, by name: people and workloads, resources, targets.</summary>
public sealed class ListStopScopes(PortalDbFactory databases)
{
    private const int MostPeople = 5_000;

    /// <returns><see cref="Refusal.Forbidden"/> but for administrators.</returns>
    public async Task<Outcome<StopScopes>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.HasAsync(db, actor, PortalRole.Administrator, ct))
            return new Refusal.Forbidden(Both("Only administrators stop access."));
        var people = await db.People.AsNoTracking().Where(p => p.ErasedAt == null).OrderBy(p => p.Name).Take(MostPeople).Select(p => new { p.Id, p.Name, p.Email }).ToListAsync(ct);
        var targets = await db.Targets.AsNoTracking().Where(t => t.RetiredAt == null).OrderBy(t => t.Name).Select(t => new { t.Id, t.Name }).ToListAsync(ct);
        var resources = await db.Entitlements.AsNoTracking().Select(e => new { e.TargetId, e.Resource }).Distinct().OrderBy(e => e.Resource).ToListAsync(ct);
        var names = targets.ToDictionary(t => t.Id, t => t.Name);
        return new StopScopes(
            [.. people.Select(p => new StopChoice(LockScope.Of(new PersonId(p.Id)), p.Email is null ? p.Name : $"{p.Name}, {p.Email}"))],
            [.. resources.Where(r => names.ContainsKey(r.TargetId)).Select(r => new StopChoice(LockScope.Of(new TargetId(r.TargetId), r.Resource), T($"{r.Resource}, on {names[r.TargetId]}")))],
            [.. targets.Select(t => new StopChoice(LockScope.Of(new TargetId(t.Id)), t.Name))]);
    }
}

public sealed record StopScopes(IReadOnlyList<StopChoice> People, IReadOnlyList<StopChoice> Resources, IReadOnlyList<StopChoice> Targets);

/// <param name="Words">Its name, and what tells it apart from another one of the same name.</param>
public sealed record StopChoice(LockScope Scope, string Words);
