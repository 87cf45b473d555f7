using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>Moves a request: by the table, with what was read repeated in the WHERE, and with its audit event.</summary>
internal static class RequestMoves
{
    /// <param name="row">As read in this transaction; whom it concerns, and when its stage turns to more people and reminds, as it is to be stored.</param>
    /// <param name="stage">The stage that waits after the move; another one than before begins now.</param>
    public static async Task<Outcome<Done>> MoveAsync(
        Writing writing, RequestRow row, RequestEvent happened, TimeSpan allowed, int stage, DateTimeOffset? lapsesAt, AuditEvent audit, CancellationToken ct)
    {
        if (RequestTransitions.Next(row.State, happened) is not { } next)
            return new Refusal.Conflict(Both("This request has been decided already."));
        var beganAt = stage == row.Stage ? row.StageBeganAt : writing.Now;
        DateTimeOffset? decidedAt = next == RequestState.AwaitingApproval ? null : writing.Now;
        var changed = await writing.Db.Requests
            .Where(r => r.Id == row.Id && r.State == row.State && r.Version == row.Version)
            .ExecuteUpdateAsync(
                s => s.SetProperty(r => r.State, next)
                    .SetProperty(r => r.Version, r => r.Version + 1)
                    .SetProperty(r => r.Allowed, allowed)
                    .SetProperty(r => r.Stage, stage)
                    .SetProperty(r => r.StageBeganAt, beganAt)
                    .SetProperty(r => r.EscalatesAt, row.EscalatesAt)
                    .SetProperty(r => r.RemindsAt, row.RemindsAt)
                    .SetProperty(r => r.Addressees, row.Addressees)
                    .SetProperty(r => r.LapsesAt, lapsesAt)
                    .SetProperty(r => r.DecidedAt, decidedAt)
                    .SetProperty(r => r.RemindedAt, (DateTimeOffset?)null),
                ct);
        return writing.Record(changed, audit) ? default(Done) : new Refusal.Conflict(Both("This request was decided just now by somebody else."));
    }
}
