using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Approvals;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>Somebody ends or cancels an absence of theirs. What the stand-in has decided meanwhile stands.</summary>
public sealed class ComeBack(Ledger ledger)
{
    /// <returns><see cref="Refusal.Conflict"/> when it is over already; <see cref="Refusal.NotFound"/> for somebody else's.</returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, Guid absence, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            var row = await writing.Db.Delegations.AsNoTracking().SingleOrDefaultAsync(d => d.Id == absence && d.PersonId == actor.Id.Value, ct);
            if (row is null)
                return new Refusal.NotFound(Both("There is no such absence."));
            // One that had not begun ends where it begins, so that it was never in force.
            var until = writing.Now > row.From ? writing.Now : row.From;
            var changed = await writing.Db.Delegations.Where(d => d.Id == absence).Where(DelegationRow.NotOver(writing.Now))
                .ExecuteUpdateAsync(s => s.SetProperty(d => d.Until, until), ct);
            if (!writing.Record(changed, AwayAudit.Event(AuditTypes.DelegationEnded, actor.Id, new PersonId(row.DelegateId), row.From, until)))
                return new Refusal.Conflict(Both("This absence is over already."));
            await Epochs.RaisePeopleAsync(writing.Db, ct);
            return default(Done);
        },
        ct);
}
