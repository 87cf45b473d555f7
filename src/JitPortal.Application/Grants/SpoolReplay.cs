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
        var grants = writing.Db.Grants.Where(g => g.Id == row.Id);
        if (row.State != GrantState.Revoking)
        {
            var begun = await grants.StartRevokingAsync(writing.Db, row.State, GrantEvent.EndReached, EndReason.Expired, at, ct);
            Record(writing, begun, GrantAudit.Event(row, AuditTypes.GrantRevoking, null, new AuditFact("reason", nameof(EndReason.Expired)), new AuditFact("at", at)));
        }
        var closed = Closed(outcome);
        var end = new GrantEnd(at, closed.Evidence, closed.Words, closed.ResidualUntil);
        var ended = await grants.FinishAsync(writing.Db, GrantState.Revoking, GrantEvent.AbsenceEvidenced, end, s => s.SetProperty(g => g.LastError, (string?)null), ct);
        Record(writing, ended, GrantAudit.Event(
            row, AuditTypes.GrantEnded, null,
            [.. closed.Facts(row), new("at", at), new("recovered", "Written from the local spool: the database could take no writes when it ended.")]));
    }

    private static ClosingOutcome Closed(SpooledOutcome outcome)
    {
        DateTimeOffset? residual = outcome.ResidualUntil is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
        return new ClosingOutcome(new GrantId(outcome.Grant), outcome.Evidence, outcome.Words, residual, outcome.SessionsEnded, null);
    }

    private static void Record(Writing writing, int changed, AuditEvent happened)
    {
        if (!writing.Record(changed, happened))
            throw new OutdatedException();   // moved since it was read: what became of it is read anew
    }
}
