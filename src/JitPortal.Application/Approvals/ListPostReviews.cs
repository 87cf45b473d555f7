using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Approvals;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>Uses of emergency access that the caller has to explain or may judge; for administrators and auditors all of them. Open ones first.</summary>
public sealed class ListPostReviews(PortalDbFactory databases, TimeProvider clock)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<PostReviewView>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        var now = clock.Now();
        var reviews = await db.PostReviews.AsNoTracking()
            .OrderBy(r => r.ReviewedAt != null).ThenByDescending(r => r.DueAt)
            .Join(db.Requests.AsNoTracking(), r => r.RequestId, r => r.Id, (review, request) => new { Review = review, Request = request })
            .Take(Most)
            .ToListAsync(ct);
        if (reviews.Count == 0)
            return [];
        var parties = await PartiesReading.OfAsync(db, [.. reviews.Select(r => r.Request)], now, ct);
        var ids = reviews.Select(r => r.Request.Id).ToList();
        var summaries = (await RequestSummaries.ReadAsync(db, db.Requests.Where(r => ids.Contains(r.Id)), ct)).ToDictionary(s => s.Id.Value);
        var names = await NamesAsync(db, [.. reviews.Select(r => r.Review.ReviewerId).OfType<Guid>()], ct);
        var oversees = await Authority.OverseesAsync(db, actor, ct);
        var views = new List<PostReviewView>();
        foreach (var one in reviews)
        {
            var (review, request) = (one.Review, one.Request);
            var seat = await ReviewEmergency.SeatAsync(db, actor, request, parties[request.Id], now, ct);
            if (review.ResponsibleId == actor.Id.Value || seat.Succeeded || oversees)
                views.Add(View(actor, review, summaries[request.Id], review.ReviewerId is { } reviewer ? names[reviewer] : null, seat.Refusal?.Shown, now));
        }
        return views;
    }

    private static PostReviewView View(Actor actor, PostReviewRow review, RequestSummary request, string? reviewer, string? why, DateTimeOffset now)
    {
        var open = review.State is PostReviewState.Due or PostReviewState.Overdue;
        return new PostReviewView(
            request, open && review.DueAt <= now ? PostReviewState.Overdue : review.State, review.DueAt, review.Told, review.Explanation, review.Finding, reviewer, review.ReviewedAt,
            MayExplain: open && review.ResponsibleId == actor.Id.Value,
            MayReview: open && why is null,
            CannotReviewBecause: open ? why : null);
    }

    private static Task<Dictionary<Guid, string>> NamesAsync(PortalDb db, IReadOnlyList<Guid> people, CancellationToken ct) =>
        db.People.AsNoTracking().Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
}

/// <param name="Told">How many people were told when it opened.</param>
/// <param name="Explanation">What its holder says it was for; <see langword="null"/> until they do.</param>
/// <param name="Reviewer">Who judged it, by name.</param>
/// <param name="MayExplain">The caller holds it and it is not judged yet.</param>
/// <param name="CannotReviewBecause">Why a caller who sees it cannot judge it.</param>
public sealed record PostReviewView(
    RequestSummary Request,
    PostReviewState State,
    DateTimeOffset DueAt,
    int Told,
    string? Explanation,
    string? Finding,
    string? Reviewer,
    DateTimeOffset? ReviewedAt,
    bool MayExplain,
    bool MayReview,
    string? CannotReviewBecause);
