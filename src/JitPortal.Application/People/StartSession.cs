using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Storage;
using JitPortal.Storage.People;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>A browser is signed in.</summary>
public sealed class StartSession(Ledger ledger, KeyRing keys)
{
    /// <returns><see cref="Refusal.Forbidden"/> for a person who was disabled meanwhile; <see cref="Refusal.Invalid"/> for a ticket that is too long.</returns>
    public Task<Outcome<Done>> RunAsync(SessionForm form, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            if (form.Ticket.Length > SessionForm.LongestTicket)
                return new Refusal.Invalid("ticket", Both($"The issuer's tokens are longer than {SessionForm.LongestTicket} bytes."));
            if (!await writing.Db.People.AnyAsync(p => p.Id == form.Person.Value && p.DisabledAt == null, ct))
                return new Refusal.Forbidden(Both("This account is disabled in the portal. Ask an administrator."));
            await writing.Db.Sessions.Where(s => s.EndsAt <= writing.Now).ExecuteDeleteAsync(ct);   // ended by time: nothing reads them any more
            writing.Db.Sessions.Add(new SessionRow
            {
                Id = form.Id.Value,
                KeyHash = SessionRow.HashOf(form.Key),
                PersonId = form.Person.Value,
                Issuer = form.Issuer,
                Subject = form.Subject,
                IssuerSession = form.IssuerSession,
                SignedInAt = writing.Now,
                EndsAt = form.EndsAt,
                Ticket = keys.Seal(SessionRow.Purpose, form.Id.Value, form.Ticket),
            });
            await writing.Db.SaveChangesAsync(ct);
            writing.Record(new AuditEvent(AuditTypes.SessionStarted, form.Person) { Facts = [new("session", form.Id.ToString()), new("issuer", form.Issuer)] });
            return default(Done);
        },
        ct);
}
