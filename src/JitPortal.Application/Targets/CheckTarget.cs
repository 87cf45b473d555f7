using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;
using JitPortal.Storage;

namespace JitPortal.Application.Targets;

/// <summary>Asks a target's connector for its findings: settings, reachability, privilege, clock skew.</summary>
public sealed class CheckTarget(TargetConnectors connectors, TargetCheck check, PortalDbFactory databases)
{
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators.</returns>
    public async Task<Outcome<IReadOnlyList<Finding>>> RunAsync(Actor actor, TargetId id, CancellationToken ct)
    {
        if (!await MayAsync(actor, ct))
            return new Refusal.Forbidden(Both("Only administrators check targets."));
        return (await check.RunAsync(() => connectors.GetAsync(id, ct), ct)).ToList();
    }

    private async Task<bool> MayAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        return await Authority.HasAsync(db, actor, PortalRole.Administrator, ct);
    }
}
