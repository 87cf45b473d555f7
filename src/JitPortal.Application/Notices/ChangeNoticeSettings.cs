using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Notices;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Notices;

/// <summary>Chooses what the caller gets by e-mail.</summary>
public sealed class ChangeNoticeSettings(Ledger ledger)
{
    /// <param name="mailOff">What not to send; <see cref="NoticeTopics.Always"/> is sent all the same.</param>
    /// <returns><see cref="Refusal.Forbidden"/> for a workload, or for somebody who is disabled.</returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, NoticeTopic mailOff, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            if (!await writing.Db.People.Where(PersonRow.IsHere).AnyAsync(p => p.Id == actor.Id.Value, ct))
                return new Refusal.Forbidden(Both("Only people who may use the portal choose what is sent to them."));
            var row = await SettingsRows.GetAsync(writing.Db, actor, ct);
            row.MailOff = mailOff & ~NoticeTopics.Always;
            await writing.Db.SaveChangesAsync(ct);
            writing.Record(new AuditEvent(AuditTypes.NoticeSettingsChanged, actor.AuditId) { Facts = [new("mailOff", row.MailOff.Value.ToString())] });
            return default(Done);
        },
        ct);
}
