using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>
/// An administrator makes a person an administrator of the portal, whatever the issuer states of them. For 7 days the two of them do
/// not count as two pairs of eyes.
/// </summary>
public sealed class AppointAdministrator(Ledger ledger)
{
    /// <returns>
    /// <see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.NotFound"/> for nobody, somebody disabled or a workload;
    /// <see cref="Refusal.Conflict"/> for an administrator.
    /// </returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, PersonId person, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                return new Refusal.Forbidden(Both("Only administrators appoint administrators."));
            var row = await writing.Db.People.AsNoTracking().Where(PersonRow.IsHere).SingleOrDefaultAsync(p => p.Id == person.Value, ct);
            if (row is null)
                return new Refusal.NotFound(Both("There is no such person, or they are disabled."));
            if ((row.Roles & PortalRole.Administrator) == PortalRole.Administrator)
                return new Refusal.Conflict(Both($"{row.Name} is an administrator already."));
            writing.Db.Appointments.Add(new AppointmentRow { PersonId = person.Value, ById = actor.Id.Value, At = writing.Now });
            await writing.Db.SaveChangesAsync(ct);
            var changed = await writing.Db.People.Where(p => p.Id == person.Value && p.Roles == row.Roles)
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.Roles, row.Roles | PortalRole.Administrator), ct);
            await Epochs.RaisePeopleAsync(writing.Db, ct);
            return writing.Record(changed, new AuditEvent(AuditTypes.AdministratorAppointed, actor.AuditId) { Person = person })
                ? default(Done)
                : new Refusal.Conflict(Both("Their roles have changed just now. Try again."));
        },
        ct);
}
