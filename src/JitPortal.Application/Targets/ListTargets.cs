using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Storage;

namespace JitPortal.Application.Targets;

/// <summary>Every target in use, by name, and how it is doing.</summary>
public sealed class ListTargets(PortalDbFactory databases, TargetViews views, TimeProvider clock)
{
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators.</returns>
    public async Task<Outcome<IReadOnlyList<TargetView>>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.HasAsync(db, actor, PortalRole.Administrator, ct))
            return new Refusal.Forbidden(Both("Only administrators set targets up."));
        return (await views.ReadAsync(db, clock.GetUtcNow(), ct)).ToList();
    }
}
