using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Texts;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>The requester takes back a request that waits for approval.</summary>
public sealed class WithdrawRequest(Ledger ledger)
{
    /// <returns><see cref="Refusal.Conflict"/> with who was first when it has been decided; <see cref="Refusal.NotFound"/> for somebody else's.</returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, RequestId id, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            var row = await writing.Db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id.Value && r.RequesterId == actor.Id.Value, ct);
            if (row is null)
                return new Refusal.NotFound(Both("There is no such request."));
            var moved = await RequestMoves.MoveAsync(
                writing, row, RequestEvent.TakenBack, row.Allowed, row.Stage, row.LapsesAt, RequestAudit.Event(row, AuditTypes.RequestWithdrawn, actor.AuditId), ct);
            return moved.Succeeded ? default(Done) : new Refusal.Conflict(await WhyTooLateAsync(writing, id, ct));
        },
        ct);

    private static async Task<Said> WhyTooLateAsync(Writing writing, RequestId id, CancellationToken ct)
    {
        var state = await writing.Db.Requests.Where(r => r.Id == id.Value).Select(r => r.State).SingleAsync(ct);
        return state == RequestState.Withdrawn ? Both("You have withdrawn it already.") : await WhoWasFirst.WordsAsync(writing, id.Value, state, ct);
    }
}
