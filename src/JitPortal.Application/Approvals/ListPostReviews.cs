using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
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
    /// <summary>The most that are shown, and how many are in memory at a time: 200.</summary>
    private const int Most = 200;

    public async Task<IReadOnlyList<PostReviewView>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        var now = clock.Now();
        var reader = await Seats.ClaimantAsync(db, actor, now, ct);
        var oversees = await Authority.OverseesAsync(db, actor, ct);
        var views = new List<PostReviewView>();
        IReadOnlyList<Owed> owed;
        var read = 0;
        do
        {
            owed = await OwedAsync(db, read, ct);
            views.AddRange(await SeenAsync(db, actor, oversees, reader, owed, now, ct));
            read += owed.Count;
        }
        while (owed.Count == Most && views.Count < Most);
        return [.. views.Take(Most)];
    }

    private static Task<List<Owed>> OwedAsync(PortalDb db, int after, CancellationToken ct) => db.PostReviews.AsNoTracking()
        .OrderBy(r => r.ReviewedAt != null).ThenByDescending(r => r.DueAt).ThenBy(r => r.RequestId)
        .Skip(after).Take(Most)
        .Join(db.Requests.AsNoTracking(), r => r.RequestId, r => r.Id, (review, request) => new Owed(review, request))
        .ToListAsync(ct);

    /// <summary>Of these, what the caller may see. Who judges is in the request's verdict, so no query can tell.</summary>
    private static async Task<IReadOnlyList<PostReviewView>> SeenAsync(
        PortalDb db, Actor actor, bool oversees, Outcome<Claimant> reader, IReadOnlyList<Owed> owed, DateTimeOffset now, CancellationToken ct)
    {
        var parties = await PartiesReading.OfAsync(db, [.. owed.Select(one => one.Request)], now, ct);
        var seen = owed.Select(one => (one.Review, Seat: ReviewEmergency.SeatOf(reader, one.Request, parties[one.Request.Id], now)))
            .Where(one => oversees || one.Seat.Succeeded || one.Review.ResponsibleId == actor.Id.Value)
            .ToList();
        if (seen.Count == 0)
            return [];
        var ids = seen.Select(one => one.Review.RequestId).ToList();
        var summaries = (await RequestSummaries.ReadAsync(db, db.Requests.Where(r => ids.Contains(r.Id)), ct)).ToDictionary(s => s.Id.Value);
        var names = await NamesAsync(db, [.. seen.Select(one => one.Review.ReviewerId).OfType<Guid>()], ct);
        return [.. seen.Select(one => View(actor, one.Review, summaries[one.Review.RequestId], one.Review.ReviewerId is { } by ? names[by] : null, one.Seat.Refusal?.Shown, now))];
    }

    private static PostReviewView View(Actor actor, PostReviewRow review, RequestSummary request, string? reviewer, string? why, DateTimeOffset now)
    {
        var open = review.State is PostReviewState.Due or PostReviewState.Overdue;
        return new PostReviewView(
            request, open && review.DueAt <= now ? PostReviewState.Overdue : review.State, review.DueAt, review.Told, review.Explanation, review.Finding, reviewer,
            MayExplain: open && review.ResponsibleId == actor.Id.Value,
            MayReview: open && why is null,
            CannotReviewBecause: open ? why : null);
    }

    private static Task<Dictionary<Guid, string>> NamesAsync(PortalDb db, IReadOnlyList<Guid> people, CancellationToken ct) =>
        db.People.AsNoTracking().Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);

    private sealed record Owed(PostReviewRow Review, RequestRow Request);
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
    bool MayExplain,
    bool MayReview,
    string? CannotReviewBecause);
