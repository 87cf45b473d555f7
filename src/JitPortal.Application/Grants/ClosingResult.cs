using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>
/// Writes a set of closings in one transaction: those evidenced move to Ended, the others keep their claim on being tried
/// again, for ever (I-11). Repeats state and claim in every WHERE.
/// </summary>
public sealed class ClosingResult(Ledger ledger, RevocationMeter meter)
{
    /// <returns>How many grants ended.</returns>
    public async Task<int> WriteAsync(Claim claim, IReadOnlyList<ClosingOutcome> outcomes, CancellationToken ct)
    {
        var rows = claim.Grants.ToDictionary(g => g.Row.Id, g => g.Row);
        var letGo = 0;
        var written = await ledger.WriteAsync<int>(
            async writing =>
            {
                // Those still ours: a grant that another worker has taken over is written by that one.
                var ids = (await Mine(writing.Db, claim).Select(g => g.Id).ToListAsync(ct)).ToHashSet();
                var ours = outcomes.Where(o => ids.Contains(o.Grant.Value)).ToList();
                foreach (var same in ours.Where(o => o.Error is null).GroupBy(o => (o.Evidence, o.Words, o.ResidualUntil)))
                    await EndAsync(writing, These(writing.Db, claim, [.. same], ours), [.. same], rows, ct);
                foreach (var same in ours.Where(o => o.Error is not null).GroupBy(o => (o.Error, rows[o.Grant.Value].Attempts)))
                    await FailAsync(writing, These(writing.Db, claim, [.. same], ours), [.. same], rows, ct);
                letGo = ours.Count;
                return outcomes.Count(o => o.Error is null);
            },
            ct);
        claim.LetGo(letGo);
        foreach (var outcome in outcomes)
            meter.Closed(rows[outcome.Grant.Value], outcome);
        return written.Value;
    }

    private static async Task EndAsync(Writing writing, IQueryable<GrantRow> these, IReadOnlyList<ClosingOutcome> same, Dictionary<Guid, GrantRow> rows, CancellationToken ct)
    {
        var one = same[0];
        var end = new GrantEnd(writing.Now, one.Evidence, one.Words, one.ResidualUntil);
        var changed = await these.FinishAsync(writing.Db, GrantState.Revoking, GrantEvent.AbsenceEvidenced, end, s => s.SetProperty(g => g.LastError, (string?)null), ct);
        Expect(changed, same.Count);
        foreach (var outcome in same)
        {
            var row = rows[outcome.Grant.Value];
            writing.Record(GrantAudit.Event(row, AuditTypes.GrantEnded, null, [.. outcome.Facts(row), new AuditFact("attempts", row.Attempts + 1L)]));
        }
    }

    private static async Task FailAsync(Writing writing, IQueryable<GrantRow> these, IReadOnlyList<ClosingOutcome> same, Dictionary<Guid, GrantRow> rows, CancellationToken ct)
    {
        var failures = rows[same[0].Grant.Value].Attempts + 1;
        var next = writing.Now + Backoff.After(failures);
        var changed = await these.ExecuteUpdateAsync(
            s => s.SetProperty(g => g.Attempts, failures)
                .SetProperty(g => g.LastError, same[0].Error)
                .SetProperty(g => g.NextAttemptAt, next)
                .LetGo(),
            ct);
        Expect(changed, same.Count);
        foreach (var outcome in same)
        {
            writing.Record(GrantAudit.Event(
                rows[outcome.Grant.Value], AuditTypes.GrantRevokeFailed, null,
                new AuditFact("error", same[0].Error!), new AuditFact("attempt", (long)failures), new AuditFact("next", next)));
        }
    }

    private static IQueryable<GrantRow> Mine(PortalDb db, Claim claim) => db.Grants.Where(g => g.ClaimId == claim.Id && g.State == GrantState.Revoking);

    /// <summary>Where all of a claim came to the same, its id says so without naming hundreds.</summary>
    private static IQueryable<GrantRow> These(PortalDb db, Claim claim, IReadOnlyList<ClosingOutcome> same, IReadOnlyList<ClosingOutcome> ours)
    {
        if (same.Count == ours.Count)
            return Mine(db, claim);
        var ids = same.Select(o => o.Grant.Value).ToList();
        return Mine(db, claim).Where(g => ids.Contains(g.Id));
    }

    private static void Expect(int changed, int expected)
    {
        if (changed != expected)
            throw new DbUpdateConcurrencyException("A claimed grant moved while its closing was written.");
    }
}
