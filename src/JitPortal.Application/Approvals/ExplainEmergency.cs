using JitPortal.Application.Intake;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>The holder of emergency access says what it was for. May be said again until it is judged; the last word counts.</summary>
public sealed class ExplainEmergency(Ledger ledger)
{
    /// <param name="explanation">1 to 2,000 characters.</param>
    /// <returns><see cref="Refusal.Conflict"/> when it has been judged; <see cref="Refusal.NotFound"/> for somebody else's.</returns>
    public async Task<Outcome<Done>> RunAsync(Actor actor, RequestId id, string explanation, CancellationToken ct)
    {
        var mistakes = TextCheck.Required("explanation", explanation, TextCheck.LongestReason, Both("Say what happened and what you did.")).ToList();
        if (mistakes.Count > 0)
            return new Refusal.Invalid(mistakes);
        return await ledger.WriteAsync<Done>(
            async writing =>
            {
                var mine = writing.Db.PostReviews.Where(r => r.RequestId == id.Value && r.ResponsibleId == actor.Id.Value);
                if (!await mine.AnyAsync(ct))
                    return new Refusal.NotFound(Both("There is no emergency access of yours to explain."));
                var changed = await mine.Where(r => r.State == PostReviewState.Due || r.State == PostReviewState.Overdue)
                    .ExecuteUpdateAsync(s => s.SetProperty(r => r.Explanation, explanation).SetProperty(r => r.ExplainedAt, writing.Now), ct);
                var request = await writing.Db.Requests.AsNoTracking().SingleAsync(r => r.Id == id.Value, ct);
                var happened = RequestAudit.Event(request, AuditTypes.BreakGlassExplained, actor.AuditId) with { Personal = [new PersonalField(actor.Id, "reason", explanation)] };
                return writing.Record(changed, happened) ? default(Done) : new Refusal.Conflict(Both("It has been judged already."));
            },
            ct);
    }
}
