using JitPortal.Application.Grants;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;

namespace JitPortal.Web.Grants;

/// <summary>The use cases of the emergency stop.</summary>
public sealed class StopDesk(ListStopScopes listScopes, PreviewStop previewStop, PlaceLock placeLock, LiftLock liftLock, ListLocks listLocks)
{
    /// <returns>What can be stopped, nothing for who may not stop, and the locks that stand.</returns>
    public async Task<(StopScopes? Scopes, Outcome<IReadOnlyList<LockView>> Locks)> ReadAsync(Actor actor, CancellationToken ct)
    {
        var scopes = await listScopes.RunAsync(actor, ct);
        return (scopes.Succeeded ? scopes.Value : null, await listLocks.RunAsync(actor, ct));
    }

    public Task<Outcome<StopPreview>> PreviewAsync(Actor actor, LockScope scope, CancellationToken ct) => previewStop.RunAsync(actor, scope, ct);

    public Task<Outcome<LockId>> StopAsync(Actor actor, LockScope scope, string reason, CancellationToken ct) => placeLock.RunAsync(actor, scope, reason, ct);

    public Task<Outcome<Done>> LiftAsync(Actor actor, LockId id, CancellationToken ct) => liftLock.RunAsync(actor, id, ct);
}
