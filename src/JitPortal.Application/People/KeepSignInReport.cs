using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.People;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>Keeps what an administrator's test of the sign-in brought, in place of the one before.</summary>
public sealed class KeepSignInReport(Ledger ledger, KeyRing keys)
{
    /// <param name="report">Text, shown to this administrator only.</param>
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators.</returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, string report, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            if (actor.AuditId is null || !await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                return new Refusal.Forbidden(Both("Only administrators test the sign-in."));
            await writing.Db.SignInReports.Where(r => r.PersonId == actor.Id.Value).ExecuteDeleteAsync(ct);
            writing.Db.SignInReports.Add(new SignInReportRow { PersonId = actor.Id.Value, MadeAt = writing.Now, Report = keys.Seal(SignInReportRow.Purpose, actor.Id.Value, report) });
            await writing.Db.SaveChangesAsync(ct);
            writing.Record(new AuditEvent(AuditTypes.SignInTested, actor.AuditId));
            return default(Done);
        },
        ct);
}
