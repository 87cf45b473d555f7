using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Catalog;

/// <summary>An entitlement cannot be asked for any more. It stays for the record, and policies may go on naming it.</summary>
public sealed class RetireEntitlement(Ledger ledger)
{
    /// <returns>
    /// <see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.Conflict"/> while access to it has not ended, and for one
    /// that is retired already.
    /// </returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, EntitlementId id, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                return EntitlementCheck.NotAllowed;
            var retired = await writing.Db.Entitlements.Where(e => e.Id == id.Value && e.RetiredAt == null).ExecuteUpdateAsync(s => s.SetProperty(e => e.RetiredAt, writing.Now), ct);
            if (await writing.Db.Grants.AnyAsync(g => g.EntitlementId == id.Value && g.State != GrantState.Ended, ct))
                return new Refusal.Conflict(Both("Somebody holds this now. Retire it once that access has ended."));
            await writing.Db.Installation.ExecuteUpdateAsync(s => s.SetProperty(i => i.PolicyVersion, i => i.PolicyVersion + 1), ct);
            return writing.Record(retired, new AuditEvent(AuditTypes.CatalogChanged, actor.AuditId) { Entitlement = id, Facts = [new("retired", "entitlement")] })
                ? default(Done)
                : new Refusal.Conflict(Both("This entitlement is retired already, or unknown."));
        },
        ct);
}
