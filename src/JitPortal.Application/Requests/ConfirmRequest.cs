using JitPortal.Application.Approvals;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>The requester goes on with what everybody agreed to, signed in as surely as the policies ask by now.</summary>
public sealed class ConfirmRequest(Ledger ledger, Completion completion)
{
    /// <returns>
    /// <see cref="Refusal.NeedsStepUp"/> while the session is not sure enough; <see cref="Refusal.Forbidden"/> where it cannot become so;
    /// <see cref="Refusal.Conflict"/> for a request that does not wait for this; <see cref="Refusal.NotFound"/> for somebody else's.
    /// </returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, RequestId id, CancellationToken ct) => ledger.WriteAsync(
        async writing =>
        {
            var epochs = await Epochs.ReadAsync(writing.Db, ct);
            var taken = await writing.Db.Requests
                .Where(r => r.Id == id.Value && r.RequesterId == actor.Id.Value && r.State == RequestState.AwaitingStepUp && r.LapsesAt > writing.Now)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(r => r.Version, r => r.Version + 1)
                        .SetProperty(r => r.AssuranceLevel, actor.Assurance.Level)
                        .SetProperty(r => r.SignedInAt, actor.Assurance.SignedInAt),
                    ct);
            var row = await writing.Db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id.Value && r.RequesterId == actor.Id.Value, ct);
            if (row is null)
                return new Refusal.NotFound(Both("There is no such request."));
            return taken == 1 ? await GoOnAsync(writing, row, actor, epochs, ct) : new Refusal.Conflict(Both("It does not wait for a sign-in of yours."));
        },
        ct);

    private async Task<Outcome<Done>> GoOnAsync(Writing writing, RequestRow row, Actor actor, Epochs epochs, CancellationToken ct)
    {
        var done = await completion.RunAsync(writing, row, RequestEvent.StepUpGiven, row.Allowed, actor.AuditId, ct);
        await epochs.HoldAsync(writing.Db, ct);
        return done.Refusal is Refusal.NeedsStepUp { Level: var level } && level > actor.Assurance.Reachable
            ? new Refusal.Forbidden(Both($"The policies ask for a {level.Say()} by now, and there is no way to one from here. Ask an administrator."))
            : done;
    }
}
