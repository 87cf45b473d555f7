using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>An administrator says who somebody's manager is. From then on, what the issuer states about it no longer counts.</summary>
public sealed class SetManager(Ledger ledger)
{
    /// <param name="manager"><see langword="null"/> for nobody.</param>
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.Invalid"/> for somebody as their own manager, or a workload as one.</returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, PersonId person, PersonId? manager, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                return new Refusal.Forbidden(Both("Only administrators say who manages whom."));
            if (manager == person)
                return new Refusal.Invalid("manager", Both("Nobody is their own manager."));
            if (manager is { } chosen && !await writing.Db.People.AnyAsync(p => p.Id == chosen.Value && p.ErasedAt == null && !p.IsWorkload, ct))
                return new Refusal.Invalid("manager", Both("Choose a person that the portal knows."));
            var managerId = manager?.Value;
            var changed = await writing.Db.People.Where(p => p.Id == person.Value && p.ErasedAt == null && (p.ManagerId != managerId || !p.ManagerIsSet))
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.ManagerId, managerId).SetProperty(p => p.ManagerIsSet, true), ct);
            var happened = new AuditEvent(AuditTypes.ManagerSet, actor.AuditId) { Person = person, Facts = [new("manager", manager?.ToString() ?? "nobody")] };
            if (!writing.Record(changed, happened))
                return new Refusal.Conflict(Both("This is so already, or there is no such person."));
            await Epochs.RaisePeopleAsync(writing.Db, ct);
            return default(Done);
        },
        ct);
}
