using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>The requester reminds those who may decide the stage that waits.</summary>
public sealed class RemindApprovers(Ledger ledger)
{
    /// <summary>How long after a reminder in one stage the next one may come: 15 minutes.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    /// <returns><see cref="Refusal.Conflict"/> when it waits for nobody or was reminded of just now; <see cref="Refusal.NotFound"/> for somebody else's.</returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, RequestId id, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            var row = await writing.Db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id.Value && r.RequesterId == actor.Id.Value, ct);
            if (row is null)
                return new Refusal.NotFound(Both("There is no such request."));
            if (row.State != RequestState.AwaitingApproval || row.LapsesAt <= writing.Now)
                return new Refusal.Conflict(Both("It does not wait for anybody."));
            if (NextAt(row) is { } next && next > writing.Now)
                return new Refusal.Conflict(Both($"They were reminded just now. You can remind them again in {Left(next, writing.Now)}."));
            var changed = await writing.Db.Requests
                .Where(r => r.Id == row.Id && r.State == row.State && r.Stage == row.Stage && r.RemindedAt == row.RemindedAt)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.RemindedAt, writing.Now), ct);
            return writing.Record(changed, RequestAudit.Event(row, AuditTypes.RequestReminded, actor.AuditId) with { Facts = [new("stage", row.Stage + 1L)] })
                ? default(Done)
                : new Refusal.Conflict(Both("The request changed just now. Look again."));
        },
        ct);

    /// <returns>When they may be reminded again; <see langword="null"/> while they have not been.</returns>
    internal static DateTimeOffset? NextAt(RequestRow row) => row.RemindedAt + Every;

    /// <summary>In whole minutes, so that it is not too early then.</summary>
    internal static string Left(DateTimeOffset next, DateTimeOffset now) => DurationText.Format(TimeSpan.FromMinutes(Math.Ceiling((next - now).TotalMinutes)));
}
