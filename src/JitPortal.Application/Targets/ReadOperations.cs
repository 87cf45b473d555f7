using JitPortal.Application.Approvals;
using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Targets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Targets;

/// <summary>What an administrator has to know now: revocation debt, overdue grants, targets that fail, and waiting work.</summary>
public sealed class ReadOperations(PortalDbFactory databases, GrantViews grants, TargetViews targets, OutcomeSpool spool, GrantingGate gate, TimeProvider clock)
{
    private const int MostShown = 200;

    /// <returns><see cref="Refusal.Forbidden"/> but for administrators and auditors.</returns>
    public async Task<Outcome<OperationsView>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.OverseesAsync(db, actor, ct))
            return Authority.OverseersOnly;
        var now = clock.Now();
        var debt = db.Grants.Where(DueGrants.Debt(now));
        return new OperationsView(
            await grants.BuildAsync(db, actor, debt.Where(g => g.Quarantine == null).OrderBy(g => g.EndsAt).Take(MostShown), ct),
            await debt.CountAsync(ct),
            await db.Grants.CountAsync(DueGrants.LateSince(now - GrantViews.OverdueAfter), ct),
            await db.Grants.CountAsync(g => g.State == GrantState.Active, ct),
            await targets.ReadAsync(db, now, ct),
            await db.Grants.Where(g => g.Quarantine != null).Select(g => g.Quarantine!).Take(MostShown).ToListAsync(ct),
            spool.Count,
            gate.Reason)
        {
            HolderCount = await db.Grants.Where(g => g.State == GrantState.Active).Select(g => g.PersonId).Distinct().CountAsync(ct),
            OverdueReviews = await db.PostReviews.CountAsync(r => r.State == PostReviewState.Overdue || (r.State == PostReviewState.Due && r.DueAt <= now), ct),
            WithoutApprover = await WithoutApproverAsync(db, now, ct),
        };
    }

    /// <summary>Waiting requests that nobody can decide: their approvers have left, or it is the requester alone.</summary>
    private static async Task<IReadOnlyList<RequestSummary>> WithoutApproverAsync(PortalDb db, DateTimeOffset now, CancellationToken ct)
    {
        var waiting = await db.Requests.AsNoTracking()
            .Where(r => r.State == RequestState.AwaitingApproval && r.LapsesAt > now)
            .OrderBy(r => r.LapsesAt).Take(MostShown)
            .ToListAsync(ct);
        if (waiting.Count == 0)
            return [];
        var votes = await VoteReading.OfAsync(db, waiting, ct);
        var parties = await PartiesReading.OfAsync(db, waiting, now, ct);
        var deciders = await Deciders.ReadAsync(db, now, ct);
        var stuck = waiting
            .Where(r => deciders.Of(OpenStages.Of(r, RequestAudit.Stages(r), parties[r.Id], votes[r.Id], deciders, now), parties[r.Id], VoteReading.Spent(votes[r.Id]), now).Count == 0)
            .Select(r => r.Id)
            .ToList();
        return stuck.Count == 0 ? [] : await RequestSummaries.ReadAsync(db, db.Requests.Where(r => stuck.Contains(r.Id)).OrderBy(r => r.LapsesAt), ct);
    }
}

/// <param name="Debt">Grants past their end whose absence is not yet evidenced, oldest first; at most 200 shown, quarantined ones apart.</param>
/// <param name="DebtCount">How many there are in all.</param>
/// <param name="Quarantined">Rows that could not be worked on at all, in words.</param>
/// <param name="SpooledOutcomes">Outcomes written to the local file while the database could not take them.</param>
/// <param name="GrantingStopped">Why nothing is granted just now; <see langword="null"/> when granting is open.</param>
public sealed record OperationsView(
    IReadOnlyList<GrantView> Debt,
    int DebtCount,
    int OverdueCount,
    int ActiveCount,
    IReadOnlyList<TargetView> Targets,
    IReadOnlyList<string> Quarantined,
    int SpooledOutcomes,
    string? GrantingStopped)
{
    /// <summary>How many people and workloads hold something now.</summary>
    public int HolderCount { get; init; }

    /// <summary>Uses of emergency access that nobody has judged by their due date.</summary>
    public int OverdueReviews { get; init; }

    /// <summary>Waiting requests that nobody can decide just now, the first to lapse first; of the first 200 that wait.</summary>
    public IReadOnlyList<RequestSummary> WithoutApprover { get; init; } = [];
}
