using JitPortal.Application.Intake;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Texts;
using JitPortal.Storage;
using JitPortal.Storage.Approvals;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>A reviewer judges emergency access afterwards. Never its holder or requester, nor who stands in for them; no exception for administrators.</summary>
public sealed class ReviewEmergency(Ledger ledger)
{
    private static Refusal NotThere => new Refusal.NotFound(Both("There is no review of this request."));

    /// <returns>
    /// <see cref="Refusal.Conflict"/> when it has been judged; <see cref="Refusal.Forbidden"/> for whoever does not count;
    /// <see cref="Refusal.NotFound"/> for one that the caller may not know of; <see cref="Refusal.Invalid"/> where a dispute says nothing.
    /// </returns>
    public async Task<Outcome<Done>> RunAsync(Actor actor, RequestId id, ReviewForm form, CancellationToken ct)
    {
        var mistakes = TextCheck.Mistakes("finding", form.Finding, TextCheck.LongestReason).ToList();
        if (!form.Accept && Written.IsBlank(form.Finding))
            mistakes.Add(new FieldError("finding", Both("Say what was wrong; the holder and the administrators read it.")));
        if (mistakes.Count > 0)
            return new Refusal.Invalid(mistakes);
        return await ledger.WriteAsync(writing => JudgeAsync(writing, actor, id, form, ct), ct);
    }

    /// <summary>May this person judge it?</summary>
    internal static Outcome<Seat> SeatOf(Outcome<Claimant> reader, RequestRow request, Parties parties, DateTimeOffset now) =>
        RequestAudit.BreakGlassOf(request) is { } glass ? Seats.Of(reader, Emergencies.ReviewStage(glass), parties, new HashSet<PersonId>(), now) : NotThere;

    private static async Task<Outcome<Done>> JudgeAsync(Writing writing, Actor actor, RequestId id, ReviewForm form, CancellationToken ct)
    {
        var epochs = await Epochs.ReadAsync(writing.Db, ct);
        var request = await writing.Db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id.Value, ct);
        var review = await writing.Db.PostReviews.AsNoTracking().SingleOrDefaultAsync(r => r.RequestId == id.Value, ct);
        if (request is null || review is null)
            return NotThere;
        var parties = await PartiesReading.OfAsync(writing.Db, request, writing.Now, ct);
        var seat = SeatOf(await Seats.ClaimantAsync(writing.Db, actor, writing.Now, ct), request, parties, writing.Now);
        if (!seat.Succeeded)
            return await ReadRequest.MaySeeAsync(writing.Db, actor, request, ct) ? seat.Refusal : NotThere;
        if (PostReviewTransitions.Next(review.State, form.Accept ? PostReviewEvent.AcceptedByReviewer : PostReviewEvent.DisputedByReviewer) is not { } next)
            return new Refusal.Conflict(Both("It has been judged already."));
        var changed = await WriteAsync(writing, actor, review, next, form, ct);
        var happened = RequestAudit.Event(request, form.Accept ? AuditTypes.BreakGlassAccepted : AuditTypes.BreakGlassDisputed, actor.AuditId) with
        {
            Facts = [new("basis", BasisWords.Of(seat.Value.Basis).English)],
            Personal = form.Finding.Length == 0 ? [] : [new PersonalField(actor.Id, "reason", form.Finding)],
        };
        await epochs.HoldAsync(writing.Db, ct);
        return writing.Record(changed, happened) ? default(Done) : new Refusal.Conflict(Both("It was judged just now by somebody else."));
    }

    private static Task<int> WriteAsync(Writing writing, Actor actor, PostReviewRow review, PostReviewState next, ReviewForm form, CancellationToken ct) =>
        writing.Db.PostReviews.Where(r => r.RequestId == review.RequestId && r.State == review.State).ExecuteUpdateAsync(
            s => s.SetProperty(r => r.State, next)
                .SetProperty(r => r.ReviewerId, actor.Id.Value)
                .SetProperty(r => r.Finding, form.Finding)
                .SetProperty(r => r.ReviewedAt, writing.Now),
            ct);
}

/// <param name="Accept">It was right; else it is disputed.</param>
/// <param name="Finding">Required for a dispute; at most 2,000 characters.</param>
public sealed record ReviewForm(bool Accept, string Finding);
