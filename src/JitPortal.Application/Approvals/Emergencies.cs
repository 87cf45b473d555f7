using JitPortal.Application.Requests;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Texts;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Approvals;
using JitPortal.Storage.People;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>What comes with access that opened because it was an emergency: who is told, and the review that is owed.</summary>
internal static class Emergencies
{
    /// <summary>Records the opening, loudly, and owes the review. In the transaction that grants it.</summary>
    public static async Task OpenAsync(Writing writing, RequestRow request, BreakGlass glass, CancellationToken ct)
    {
        var parties = await PartiesReading.OfAsync(writing.Db, request, writing.Now, ct);
        var told = await ToldAsync(writing.Db, glass, parties, writing.Now, ct);
        var due = writing.Now + glass.ReviewWithin;
        writing.Db.PostReviews.Add(new PostReviewRow
        {
            RequestId = request.Id,
            HolderId = request.RequesterId,
            ResponsibleId = request.ResponsibleId,
            State = PostReviewState.Due,
            DueAt = due,
            Told = told.Count,
        });
        await writing.Db.SaveChangesAsync(ct);
        writing.Record(RequestAudit.Event(request, AuditTypes.BreakGlassOpened, null) with
        {
            Facts = [new("duration", (long)request.Allowed.TotalSeconds), new("due", due), new("told", string.Join(' ', told))],
            Audience = new Audience([new PersonId(request.RequesterId), .. told], []),
        });
    }

    /// <summary>Everybody who is told when such access opens: who reviews it, who owns the resource, the manager, and the administrators.</summary>
    public static async Task<IReadOnlyList<PersonId>> ToldAsync(PortalDb db, BreakGlass glass, Parties parties, DateTimeOffset now, CancellationToken ct)
    {
        var administrators = await db.People.Where(PersonRow.IsAdministrator).Select(p => p.Id).ToListAsync(ct);
        // Also who has to sign in before they may review, and a group that owns it: they could not know that there is a reason to.
        var seeing = ReviewStage(glass) with { Approvers = [.. glass.Reviewers, new Approver.Owner()] };
        var reviewers = (await Deciders.ReadAsync(db, now, ct)).WhoWouldCount(seeing, parties, new HashSet<PersonId>(), now);
        return
        [
            .. administrators.Select(id => new PersonId(id)).Concat(reviewers).Concat(parties.Owners).Concat(parties.Manager is { } manager ? [manager] : [])
                .Where(person => person != parties.Requester)
                .Distinct(),
        ];
    }

    /// <summary>A review is one voice of those the rule names; who never counts for a request does not count here either.</summary>
    public static Stage ReviewStage(BreakGlass glass) => new(glass.Reviewers, 1, glass.ReviewWithin);

    /// <returns>Why there is no emergency access for this person, as a sentence for them; <see langword="null"/> where there may be.</returns>
    public static async Task<Said?> WhyNoneAsync(PortalDb db, PersonId person, DateTimeOffset now, CancellationToken ct)
    {
        var overdue = await db.PostReviews
            .Where(r => r.HolderId == person.Value && (r.State == PostReviewState.Overdue || (r.State == PostReviewState.Due && r.DueAt <= now)))
            .Join(db.Requests, r => r.RequestId, r => r.Id, (review, request) => new { review.DueAt, request.Number })
            .OrderBy(r => r.DueAt)
            .FirstOrDefaultAsync(ct);
        return overdue is null
            ? default(Said?)
            : Both($"There is no emergency access for you while the review of an earlier one is overdue: {RequestNumber.Of(overdue.Number)}, for {DurationText.Format(now - overdue.DueAt)}.");
    }
}
