using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>
/// Writes what came of working on a grant that is opening or active. Each write repeats state and claim in its WHERE, and lets go
/// of the grant: whoever gives it back next does not wait for the rest of the claim.
/// </summary>
public sealed class OpeningResult(Ledger ledger)
{
    /// <summary>The target shows the access: the grant is Active, unless somebody locked, ended or took it over meanwhile.</summary>
    public async Task ActiveAsync(Claim claim, ClaimedGrant grant, LeaseRow lease, Opened opened, Observation seen, CancellationToken ct)
    {
        var written = await ledger.WriteAsync<bool>(
            async writing =>
            {
                if (await Locks.Standing(writing.Db, grant.Row.PersonId, grant.Row.TargetId, grant.Row.EntitlementId).AnyAsync(ct))
                {
                    var ended = await GrantEnding.EndAsync(writing, grant.Row, GrantEvent.RevokeAsked, EndReason.Locked, null, null, ct);
                    return ended.Succeeded ? false : ended.Refusal;
                }
                var changed = await Mine(writing.Db, claim, grant).MoveAsync(
                    grant.Row.State,
                    GrantEvent.PresenceObserved,
                    s => s.SetProperty(g => g.ActiveAt, writing.Now)
                        .SetProperty(g => g.NextAttemptAt, (DateTimeOffset?)null)
                        .LetGo()
                        .SetProperty(g => g.Attempts, 0)
                        .SetProperty(g => g.LastError, (string?)null),
                    ct);
                await CurrentAsync(writing.Db, lease, opened.Material, ct);
                return writing.Record(changed, Active(grant.Row, lease, opened, seen)) ? true : NotMine();
            },
            ct);
        if (written is { Succeeded: true, Value: true })
            claim.LetGo(1);
    }

    private static AuditEvent Active(GrantRow row, LeaseRow lease, Opened opened, Observation seen) => GrantAudit.Event(
        row,
        AuditTypes.GrantActive,
        null,
        new AuditFact("ends", lease.NotAfter),
        new AuditFact("observed", seen.Words),
        new AuditFact("steps", string.Join(" ", opened.Notes)),
        new AuditFact("attempts", row.Attempts + 1L));

    /// <summary>It did not work yet; the next attempt comes by itself.</summary>
    public Task RetryAsync(Claim claim, ClaimedGrant grant, string auditType, string error, CancellationToken ct) =>
        ledger.WriteAsync<Done>(
            async writing =>
            {
                var failures = grant.Row.Attempts + 1;
                var next = writing.Now + Backoff.After(failures);
                var changed = await Mine(writing.Db, claim, grant).ExecuteUpdateAsync(
                    s => s.SetProperty(g => g.Attempts, failures)
                        .SetProperty(g => g.LastError, error)
                        .SetProperty(g => g.NextAttemptAt, next)
                        .LetGo(),
                    ct);
                return Answer(writing.Record(changed, GrantAudit.Event(grant.Row, auditType, null, new AuditFact("error", error), new AuditFact("attempt", (long)failures))));
            },
            ct);

    /// <summary>It cannot work, or its outcome stays unknown: it may be half open, so it is revoked.</summary>
    public Task DoubtfulAsync(Claim claim, ClaimedGrant grant, string error, CancellationToken ct) =>
        ledger.WriteAsync<Done>(
            async writing =>
            {
                var current = await Mine(writing.Db, claim, grant).AsNoTracking().SingleOrDefaultAsync(ct);
                if (current is null)
                    return NotMine();
                writing.Record(GrantAudit.Event(grant.Row, AuditTypes.GrantOpenFailed, null, new AuditFact("error", error), new AuditFact("attempt", grant.Row.Attempts + 1L)));
                await writing.Db.Grants.Where(g => g.Id == grant.Row.Id).ExecuteUpdateAsync(s => s.SetProperty(g => g.LastError, error).LetGo(), ct);
                return await GrantEnding.EndAsync(writing, current, GrantEvent.OpenDoubtful, EndReason.ProvisionFailed, null, null, ct);
            },
            ct);

    /// <summary>It never began, and will not.</summary>
    public Task CancelAsync(Claim claim, ClaimedGrant grant, string why, CancellationToken ct) =>
        ledger.WriteAsync<Done>(
            async writing =>
            {
                var changed = await Mine(writing.Db, claim, grant).FinishAsync(
                    writing.Db,
                    grant.Row.State,
                    GrantEvent.StartCancelled,
                    GrantEnd.NeverOpened(writing.Now),
                    s => s.SetProperty(g => g.EndReason, EndReason.Cancelled).SetProperty(g => g.LastError, why),
                    ct);
                return Answer(writing.Record(changed, GrantAudit.Event(grant.Row, AuditTypes.GrantCancelled, null, new AuditFact("why", why))));
            },
            ct);

    /// <summary>The grant, if it is still as it was claimed and still ours to write.</summary>
    internal static IQueryable<GrantRow> Mine(PortalDb db, Claim claim, ClaimedGrant grant) =>
        db.Grants.Where(g => g.Id == grant.Row.Id && g.State == grant.Row.State && g.ClaimId == claim.Id && g.Fence == grant.Row.Fence);

    internal static async Task CurrentAsync(PortalDb db, LeaseRow lease, string? material, CancellationToken ct)
    {
        if (lease.Ordinal > 0)
        {
            await db.Leases.Where(l => l.GrantId == lease.GrantId && l.Ordinal < lease.Ordinal && l.State == LeaseState.Current)
                .ExecuteUpdateAsync(s => s.SetProperty(l => l.State, LeaseState.Past), ct);
        }
        await db.Leases.Where(l => l.GrantId == lease.GrantId && l.Ordinal == lease.Ordinal)
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.State, LeaseState.Current).SetProperty(l => l.Material, material), ct);
    }

    internal static Outcome<Done> Answer(bool recorded) => recorded ? default(Done) : NotMine();

    private static Refusal NotMine() => new Refusal.Conflict("Somebody else has moved this grant on.");
}
