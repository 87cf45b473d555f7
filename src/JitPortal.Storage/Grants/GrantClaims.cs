using System.Linq.Expressions;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Time;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Storage.Grants;

/// <summary>Takes, renews and releases claims. Every claim raises the fence of its rows.</summary>
public sealed class GrantClaims(PortalDbFactory databases, Ledger ledger, TimeProvider clock)
{
    /// <summary>
    /// Claims grants whose end has come or whose closing is due; those still open move to Revoking in the same transaction.
    /// </summary>
    public Task<Claim> ClaimRevocationsAsync(TargetId target, int limit, CancellationToken ct) => WriteAsync(
        ledger.WriteAsync,
        target,
        Claim.Length,
        async (writing, taking) =>
        {
            var rows = await TakeAsync(writing, taking, DueGrants.ToRevoke(taking.Now), limit, ct);
            return await GatherAsync(writing.Db, taking, rows, ct);
        },
        ct);

    /// <summary>
    /// Moves grants whose end has come to Revoking and leaves their closing to whoever claims them next: however long a target
    /// takes for each set, rows change on time. The move takes a claim that lapses at once, so nobody waits for it.
    /// </summary>
    /// <returns>How many moved; fewer than <paramref name="limit"/> when that was all.</returns>
    public Task<int> StartRevokingAsync(TargetId target, int limit, CancellationToken ct) => WriteAsync(
        ledger.WriteAsync, target, TimeSpan.Zero, async (writing, taking) => (await TakeAsync(writing, taking, DueGrants.PastEndAndFree(taking.Now), limit, ct)).Count, ct);

    /// <summary>Claims grants that have to be opened, extended or given a new secret.</summary>
    public Task<Claim> ClaimOpeningsAsync(TargetId target, int limit, CancellationToken ct) => WriteAsync(
        ledger.ClaimAsync,
        target,
        Claim.Length,
        async (writing, taking) =>
        {
            var due = DueGrants.ToOpen(taking.Now);
            var candidates = await taking.Free(writing.Db, due).Take(limit).Select(g => new { g.Id, Alone = g.State == GrantState.Scheduled ? g.HoldingId : null }).ToListAsync(ct);
            // Two openings on one holding in one claim would each take the other's effect for access that was there before.
            var ids = candidates.DistinctBy(g => g.Alone ?? g.Id).Select(g => g.Id).ToList();
            var rows = await MarkAsync(writing, taking, writing.Db.Grants.Where(g => ids.Contains(g.Id)).Where(due), PoisonedRows.LoadToOpenAsync, ct);
            return await GatherAsync(writing.Db, taking, rows, ct);
        },
        ct);

    /// <summary>A look without a claim: whether one would find something to revoke.</summary>
    public Task<bool> IsAnyToRevokeAsync(TargetId target, CancellationToken ct) => IsAnyAsync(target, DueGrants.ToRevoke(clock.Now()), ct);

    /// <summary>A look without a claim: whether one would find something to open.</summary>
    public Task<bool> IsAnyToOpenAsync(TargetId target, CancellationToken ct) => IsAnyAsync(target, DueGrants.ToOpen(clock.Now()), ct);

    /// <summary>Keeps the claim for another <see cref="Claim.Length"/>.</summary>
    /// <returns>Whether it was still ours.</returns>
    public async Task<bool> RenewAsync(Claim claim, CancellationToken ct)
    {
        await using var db = databases.Create();
        var now = clock.Now();
        var until = now + Claim.Length;
        var kept = await db.Grants.Where(g => g.ClaimId == claim.Id && g.ClaimUntil > now)
            .ExecuteUpdateAsync(s => s.SetProperty(g => g.ClaimUntil, until), ct);
        if (kept > 0)
            claim.Extend(until);
        return kept > 0;
    }

    /// <summary>Lets go of whatever the claim still holds.</summary>
    public async Task ReleaseAsync(Claim claim, CancellationToken ct)
    {
        await using var db = databases.Create();
        await db.Grants.Where(g => g.ClaimId == claim.Id)
            .ExecuteUpdateAsync(s => s.LetGo(), ct);
    }

    private static async Task<T> WriteAsync<T>(
        Func<Func<Writing, Task<Outcome<T>>>, CancellationToken, Task<Outcome<T>>> write, TargetId target, TimeSpan length, Func<Writing, Taking, Task<T>> take, CancellationToken ct)
    {
        var outcome = await write(
            async writing =>
            {
                await SerializeAsync(writing.Db, target, ct);
                return await take(writing, new Taking(target, Guid.CreateVersion7(), writing.Now, writing.Now + length));
            },
            ct);
        return outcome.Value;
    }

    private async Task<bool> IsAnyAsync(TargetId target, Expression<Func<GrantRow, bool>> due, CancellationToken ct)
    {
        await using var db = databases.Create();
        return await db.Grants.Where(g => g.TargetId == target.Value).AnyAsync(due, ct);
    }

    /// <summary>Claims of one target are taken one after another, so two nodes never hold grants on one holding at once.</summary>
    private static async Task SerializeAsync(PortalDb db, TargetId target, CancellationToken ct)
    {
        if (db.IsPostgres)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({target.ToString()}, 0))", ct);
    }

    /// <summary>Marks the oldest ends that are due and free, and moves those still open to Revoking.</summary>
    private static async Task<IReadOnlyList<GrantRow>> TakeAsync(Writing writing, Taking taking, Expression<Func<GrantRow, bool>> due, int limit, CancellationToken ct)
    {
        var ids = taking.Free(writing.Db, due).Take(limit).Select(g => g.Id);
        // Due once more: on PostgreSQL a row may have moved on while the statement waited for it.
        var rows = await MarkAsync(writing, taking, writing.Db.Grants.Where(g => ids.Contains(g.Id)).Where(due), PoisonedRows.LoadToCloseAsync, ct);
        await StartRevokingAsync(writing, taking, [.. rows.Where(r => r.State != GrantState.Revoking)], ct);
        return rows;
    }

    /// <summary>Marks first and reads the marked rows afterwards: what is then read cannot change under us.</summary>
    private static async Task<IReadOnlyList<GrantRow>> MarkAsync(
        Writing writing, Taking taking, IQueryable<GrantRow> chosen, Func<Writing, Guid, CancellationToken, Task<IReadOnlyList<GrantRow>>> load, CancellationToken ct)
    {
        var marked = await chosen.ExecuteUpdateAsync(
            s => s.SetProperty(g => g.ClaimId, taking.Id).SetProperty(g => g.ClaimUntil, taking.Until).SetProperty(g => g.Fence, g => g.Fence + 1), ct);
        return marked == 0 ? [] : await load(writing, taking.Id, ct);
    }

    private static async Task StartRevokingAsync(Writing writing, Taking taking, IReadOnlyList<GrantRow> open, CancellationToken ct)
    {
        // By the mark: hundreds of ids as parameters would cost more than the move.
        var marked = writing.Db.Grants.Where(g => g.ClaimId == taking.Id);
        foreach (var read in open.CountBy(r => r.State))
        {
            if (await marked.StartRevokingAsync(writing.Db, read.Key, GrantEvent.EndReached, EndReason.Expired, writing.Now, ct) != read.Value)
                throw new DbUpdateConcurrencyException("A grant moved while it was being claimed.");
        }
        foreach (var row in open)
        {
            (row.State, row.EndReason, row.RevokingAt, row.NextAttemptAt, row.Attempts) = (GrantState.Revoking, EndReason.Expired, writing.Now, writing.Now, 0);
            writing.Record(GrantAudit.Event(
                row, AuditTypes.GrantRevoking, null,
                new AuditFact("reason", nameof(EndReason.Expired)), new AuditFact("due", row.EndsAt!.Value), new AuditFact("fence", row.Fence)));
        }
    }

    private static async Task<Claim> GatherAsync(PortalDb db, Taking taking, IReadOnlyList<GrantRow> rows, CancellationToken ct) =>
        new(taking.Id, await ClaimedGrants.GatherAsync(db, taking.Id, rows, ct), taking.Until);

    /// <summary>A claim being taken.</summary>
    private sealed record Taking(TargetId Target, Guid Id, DateTimeOffset Now, DateTimeOffset Until)
    {
        /// <summary>Due and held by nobody, the oldest ends first.</summary>
        public IQueryable<GrantRow> Free(PortalDb db, Expression<Func<GrantRow, bool>> due) => db.Grants
            .Where(g => g.TargetId == Target.Value)
            .Where(due)
            // One worker at a time per holding: two could undo each other's effect.
            .Where(g => g.HoldingId == null || !db.Grants.Any(o => o.HoldingId == g.HoldingId && o.Id != g.Id && o.ClaimId != null && o.ClaimUntil > Now))
            .OrderBy(g => g.EndsAt);
    }
}
