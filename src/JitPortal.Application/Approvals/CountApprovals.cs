using JitPortal.Domain.People;
using JitPortal.Domain.Time;
using JitPortal.Storage;

namespace JitPortal.Application.Approvals;

/// <summary>How many requests wait for the caller; the number beside the inbox, on every page.</summary>
public sealed class CountApprovals(PortalDbFactory databases, TimeProvider clock)
{
    public async Task<int> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        return (await WaitingForMe.ReadAsync(db, actor.Id, clock.Now(), ct)).Count;
    }
}
