using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Notices;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Notices;

/// <summary>An administrator has a message from the failure list tried again, for another 24 hours.</summary>
public sealed class SendMailAgain(Ledger ledger)
{
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.Conflict"/> where it is not on the list any more.</returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, long notice, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                return new Refusal.Forbidden(Both("Only administrators have something sent again."));
            var changed = await writing.Db.Deliveries
                .Where(d => d.Notice == notice && d.Channel == NoticeChannel.Mail && d.State == DeliveryState.GivenUp)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(d => d.State, DeliveryState.Pending)
                        .SetProperty(d => d.SettledAt, (DateTimeOffset?)null)
                        .SetProperty(d => d.CreatedAt, writing.Now)
                        .SetProperty(d => d.NextAttemptAt, writing.Now)
                        .SetProperty(d => d.Attempts, 0),
                    ct);
            return writing.Record(changed, new AuditEvent(AuditTypes.NoticeSentAgain, actor.AuditId) { Facts = [new("notice", notice)] })
                ? default(Done)
                : new Refusal.Conflict(Both("It is not on the list any more. Look again."));
        },
        ct);
}
