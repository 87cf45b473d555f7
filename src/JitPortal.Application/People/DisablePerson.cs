using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>A person has left or must not act any more: sign-in, sessions and all access end, theirs and that of the workloads they own.</summary>
public sealed class DisablePerson(Ledger ledger)
{
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators; nobody disables themselves.</returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, PersonId person, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                return new Refusal.Forbidden(Both("Only administrators disable people."));
            if (actor.Id == person)
                return new Refusal.Forbidden(Both("Nobody disables themselves. Another administrator has to."));
            var changed = await writing.Db.People.Where(p => p.Id == person.Value && p.DisabledAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.DisabledAt, writing.Now), ct);
            if (!writing.Record(changed, new AuditEvent(AuditTypes.PersonDisabled, actor.AuditId) { Person = person }))
                return new Refusal.Conflict(Both("This person is disabled already, or unknown."));
            await SessionEnding.EndAsync(writing, s => s.PersonId == person.Value, SessionEnd.Disabled, ct);
            await GrantEnding.EndAllAsync(writing, LockScopes.Grants(writing.Db, LockScope.Of(person)), EndReason.SubjectLeft, actor.AuditId, Epochs.RaisePeopleAsync, ct);
            return default(Done);
        },
        ct);
}
