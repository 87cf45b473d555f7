using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Targets;

/// <summary>A target is not used any more. It stays for the record; nothing on it can be asked for.</summary>
public sealed class RetireTarget(Ledger ledger)
{
    /// <returns>
    /// <see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.Conflict"/> while access on it has not ended, and for
    /// one that is retired already.
    /// </returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, TargetId id, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                return new Refusal.Forbidden(Both("Only administrators retire targets."));
            var retired = await writing.Db.Targets.Where(t => t.Id == id.Value && t.RetiredAt == null).ExecuteUpdateAsync(s => s.SetProperty(t => t.RetiredAt, writing.Now), ct);
            var open = await writing.Db.Grants.CountAsync(g => g.TargetId == id.Value && g.State != GrantState.Ended, ct);
            if (open > 0)
                return new Refusal.Conflict(Both($"{(open == 1 ? Both("1 access") : Both($"{open} accesses"))} on this target has not ended. End it first; the portal has to be able to close it."));
            await writing.Db.Installation.ExecuteUpdateAsync(s => s.SetProperty(i => i.PolicyVersion, i => i.PolicyVersion + 1), ct);
            return writing.Record(retired, new AuditEvent(AuditTypes.CatalogChanged, actor.AuditId) { Target = id, Facts = [new("retired", "target")] })
                ? default(Done)
                : new Refusal.Conflict(Both("This target is retired already, or unknown."));
        },
        ct);
}
