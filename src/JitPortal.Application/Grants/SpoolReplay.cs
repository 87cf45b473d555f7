using JitPortal.Application.Failpoints;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>Brings spooled outcomes into the database once it takes writes again, before anything is granted (I-14). Safe to repeat.</summary>
public sealed class SpoolReplay(Ledger ledger, OutcomeSpool spool)
{
    private const int Batch = 200;

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var batch in spool.Waiting().Chunk(Batch))
        {
            await ledger.WriteAsync<Done>(
                async writing =>
                {
                    foreach (var outcome in batch)
                        await ReplayAsync(writing, outcome, ct);
                    return default(Done);
                },
                ct);
            Failpoint.Hit("spool.after-replay");
            spool.Remove(batch);
        }
    }

    private static async Task<bool> StaysAsync(PortalDb db, GrantRow row, CancellationToken ct) =>
        row.HoldingId is not { } holding
        || await db.Holdings.AnyAsync(h => h.Id == holding && h.HeldBefore == true, ct)
        || await db.Grants.AnyAsync(g => g.HoldingId == holding && g.Id != row.Id && (g.State == GrantState.Active || g.State == GrantState.Provisioning), ct);

    private static async Task ReplayAsync(Writing writing, SpooledOutcome outcome, CancellationToken ct)
    {
        var row = await writing.Db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.Id == outcome.Grant, ct);
        if (row is null || row.State is GrantState.Ended or GrantState.Scheduled)
            return;
        if (outcome.Evidence == EvidenceKind.Kept && !await StaysAsync(writing.Db, row, ct))
            return;   // what held the right when the list was read has ended since: it is closed like any other
        var at = DateTimeOffset.FromUnixTimeMilliseconds(outcome.At);
        DateTimeOffset? residual = outcome.ResidualUntil is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
        await Credentials.DropAsync(writing.Db, [row.Id], ct);
        var changed = await writing.Db.Grants.Where(g => g.Id == row.Id && g.State == row.State).ExecuteUpdateAsync(
            s => s.SetProperty(g => g.State, GrantState.Ended)
                .SetProperty(g => g.EndReason, g => g.EndReason ?? EndReason.Expired)
                .SetProperty(g => g.RevokingAt, g => g.RevokingAt ?? at)
                .SetProperty(g => g.EndedAt, at)
                .SetProperty(g => g.Evidence, outcome.Evidence)
                .SetProperty(g => g.EvidenceWords, TargetText.Of(outcome.Words))
                .SetProperty(g => g.ResidualUntil, residual)
                .SetProperty(g => g.NextAttemptAt, (DateTimeOffset?)null)
                .SetProperty(g => g.HasSecret, false)
                .SetProperty(g => g.ClaimId, (Guid?)null)
                .SetProperty(g => g.ClaimUntil, (DateTimeOffset?)null),
            ct);
        if (row.State != GrantState.Revoking)
            writing.Record(GrantAudit.Event(row, AuditTypes.GrantRevoking, null, new AuditFact("reason", nameof(EndReason.Expired)), new AuditFact("at", at)));
        writing.Record(changed, GrantAudit.Event(
            row, AuditTypes.GrantEnded, null,
            new AuditFact("reason", (row.EndReason ?? EndReason.Expired).ToString()), new AuditFact("evidence", outcome.Evidence.ToString()),
            new AuditFact("observed", outcome.Words), new AuditFact("at", at), new AuditFact("sessionsEnded", (long)outcome.SessionsEnded),
            new AuditFact("recovered", "Written from the local spool: the database could take no writes when it ended.")));
    }
}
