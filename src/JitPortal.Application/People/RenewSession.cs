using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.People;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>Somebody who is signed in signed in again, for example with a second factor: the session goes on, resting on the newer sign-in.</summary>
public sealed class RenewSession(Ledger ledger, KeyRing keys)
{
    /// <param name="form">Under the session's own id and key.</param>
    /// <returns>
    /// <see cref="Refusal.Conflict"/> where the session has ended meanwhile, or belongs to another sign-in: a key is never handed from
    /// one person to the next.
    /// </returns>
    public Task<Outcome<Done>> RunAsync(SessionForm form, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            if (form.Ticket.Length > SessionForm.LongestTicket)
                return new Refusal.Invalid("ticket", Both($"The issuer's tokens are longer than {SessionForm.LongestTicket} bytes."));
            var hash = SessionRow.HashOf(form.Key);
            var changed = await writing.Db.Sessions
                .Where(s => s.Id == form.Id.Value && s.KeyHash == hash && s.PersonId == form.Person.Value && s.Issuer == form.Issuer && s.Subject == form.Subject && s.EndsAt > writing.Now)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(r => r.IssuerSession, form.IssuerSession)
                        .SetProperty(r => r.SignedInAt, writing.Now)
                        .SetProperty(r => r.EndsAt, form.EndsAt)
                        .SetProperty(r => r.Ticket, keys.Seal(SessionRow.Purpose, form.Id.Value, form.Ticket)),
                    ct);
            return writing.Record(changed, new AuditEvent(AuditTypes.SessionRenewed, form.Person) { Facts = [new("session", form.Id.ToString())] })
                ? default(Done)
                : new Refusal.Conflict(Both("The session has ended meanwhile. Sign in again."));
        },
        ct);
}
