using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Application.Targets;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>
/// What waits for the caller's decision: what is least like before first, then what has to be decided soonest, then the oldest.
/// The caller's own requests are never in it.
/// </summary>
public sealed class ListApprovals(PortalDbFactory databases, PolicySets policies, TargetConnectors connectors, Timelines timelines, TimeProvider clock)
{
    public async Task<IReadOnlyList<ApprovalItem>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        var now = clock.Now();
        return await WaitingForMe.ReadAsync(db, actor.Id, now, ct) is [_, ..] mine ? await ShowAsync(db, actor, mine, now, ct) : [];
    }

    private async Task<IReadOnlyList<ApprovalItem>> ShowAsync(PortalDb db, Actor actor, IReadOnlyList<WaitingForMe.Seated> mine, DateTimeOffset now, CancellationToken ct)
    {
        var ids = mine.Select(m => m.Row.Id).ToList();
        var summaries = (await RequestSummaries.ReadAsync(db, db.Requests.Where(r => ids.Contains(r.Id)), ct)).ToDictionary(s => s.Id.Value);
        var places = await db.Requests.Where(r => ids.Contains(r.Id))
            .Join(db.Entitlements, r => r.EntitlementId, e => e.Id, (r, e) => new { r.Id, e.Description, e.TargetId })
            .ToDictionaryAsync(p => p.Id, ct);
        var habits = await Habits.ReadAsync(db, [.. mine.Select(m => m.Row.RequesterId).Distinct()], now, ct);
        var deciders = await Deciders.ReadAsync(db, now, ct);
        var set = await policies.GetAsync(db, ct);
        var threads = await timelines.ThreadsAsync(db, ids, ct);
        var extended = mine.Select(m => m.Row.ExtendsGrantId).OfType<Guid>().ToList();
        var grants = await db.Grants.AsNoTracking().Where(g => extended.Contains(g.Id)).ToDictionaryAsync(g => g.Id, ct);
        var items = new List<ApprovalItem>(mine.Count);
        foreach (var (row, stages, stage, parties, seat, absent, votes) in mine)
        {
            var spent = VoteReading.Spent(votes);
            var whole = Asking.WholeDuration(row.Asked, row.ExtendsGrantId is { } id ? grants.GetValueOrDefault(id) : null);
            var missing = stage.Quorum - votes.Count(v => v.Stage == row.Stage && v.Approves);
            items.Add(new ApprovalItem(
                summaries[row.Id],
                places[row.Id].Description,
                BasisWords.WhyYou(seat.Basis, absent),
                T($"Stage {row.Stage + 1} of {stages}, {missing} more {(missing == 1 ? T("approval") : T("approvals"))}"),
                (await connectors.TryGetAsync(new TargetId(places[row.Id].TargetId), ct))?.Residual,
                VerdictDocument.Read(row.Verdict).Match(VerdictWords.Reasons, _ => []))
            {
                Habit = habits.Of(row.RequesterId, row.EntitlementId, whole),
                Whole = whole,
                Hours = set.HoursOf(new EntitlementId(row.EntitlementId)),
                Others = deciders.Of(stage, parties, spent.Append(actor.Id).ToHashSet(), now),
                PassOnTo = deciders.ToPassOnTo(stage, parties, spent, actor.Id, now),
                Thread = [.. threads[row.Id]],
                InSeatOf = absent,
                StepUp = actor.Assurance.Lacking(stage.Assurance),
            });
        }
        return [.. items.OrderBy(item => item.Habit.Familiarity).ThenBy(item => item.Request.LapsesAt ?? DateTimeOffset.MaxValue).ThenBy(item => item.Request.FiledAt)];
    }
}

/// <param name="WhyYou">Why it came to the caller: "You are in database-owners."</param>
/// <param name="Residual">How long access can outlive its end on this target; <see langword="null"/> where the target cannot be used, so that it is not known.</param>
/// <param name="Stage">"Stage 1 of 2, 1 more approval".</param>
public sealed record ApprovalItem(RequestSummary Request, string Description, string WhyYou, string Stage, TimeSpan? Residual, IReadOnlyList<ReasonLine> Reasons)
{
    /// <summary>How long the access would last in all; for an extension from the first activation on.</summary>
    public TimeSpan Whole { get; init; }

    /// <summary>What the requester usually does, to compare with.</summary>
    public Habit Habit { get; init; } = Habit.None;

    /// <summary>The hours that the policies bind it to.</summary>
    public IReadOnlyList<WeeklyWindow> Hours { get; init; } = [];

    /// <summary>Who is away and in whose seat the caller would decide, by name; <see langword="null"/> for their own.</summary>
    public string? InSeatOf { get; init; }

    /// <summary>Deciding asks for a new sign-in at this level; <see langword="null"/> where the caller's session is enough.</summary>
    public AssuranceLevel? StepUp { get; init; }

    /// <summary>Who else could decide it now.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>To whom the caller may pass it on.</summary>
    public IReadOnlyList<ColleagueEntry> PassOnTo { get; init; } = [];

    /// <summary>What was said about it: questions, answers, and to whom it was passed on.</summary>
    public IReadOnlyList<TimelineEntry> Thread { get; init; } = [];
}
