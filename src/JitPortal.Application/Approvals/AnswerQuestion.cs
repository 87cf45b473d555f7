using JitPortal.Application.Intake;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>Whoever filed a request answers what was asked about it since their last answer. Nothing is decided by it.</summary>
public sealed class AnswerQuestion(Ledger ledger)
{
    /// <param name="answer">1 to 2,000 characters; whoever may see the request reads it.</param>
    /// <returns>
    /// <see cref="Refusal.Conflict"/> when it does not wait any more, or nothing asked is without an answer; <see cref="Refusal.Forbidden"/> for
    /// anybody else who may see it; <see cref="Refusal.NotFound"/> for one the caller may not know of.
    /// </returns>
    public async Task<Outcome<Done>> RunAsync(Actor actor, RequestId id, string answer, CancellationToken ct)
    {
        var mistakes = TextCheck.Required("answer", answer, TextCheck.LongestReason, Both("Write an answer.")).ToList();
        return mistakes.Count > 0 ? new Refusal.Invalid(mistakes) : await ledger.WriteAsync(writing => AnswerAsync(writing, actor, id, answer, ct), ct);
    }

    private static async Task<Outcome<Done>> AnswerAsync(Writing writing, Actor actor, RequestId id, string answer, CancellationToken ct)
    {
        var held = await HeldRequest.ForWordsAsync(writing, actor, id, ct);
        if (!held.Succeeded)
            return held.Refusal;
        var row = held.Value.Row;
        if (row.RequesterId != actor.Id.Value)
            return new Refusal.Forbidden(Both("Only who asked for the access answers."));
        if (!await writing.Db.People.AnyAsync(p => p.Id == actor.Id.Value && p.DisabledAt == null, ct))
            return new Refusal.Forbidden(Both("This account is disabled in the portal. Ask an administrator."));
        var told = await writing.Db.Audit.AsNoTracking()
            .Where(a => a.RequestId == row.Id && (a.Type == AuditTypes.QuestionAsked || a.Type == AuditTypes.QuestionAnswered))
            .OrderBy(a => a.Sequence)
            .Select(a => new { a.Type, a.ActorId })
            .ToListAsync(ct);
        var open = Questions.Open(told, one => one.Type);
        if (open.Count == 0)
            return new Refusal.Conflict(Both("Nothing that was asked is without an answer."));
        writing.Record(RequestAudit.Event(row, AuditTypes.QuestionAnswered, actor.AuditId) with
        {
            Facts = [new("stage", row.Stage + 1L), new("told", string.Join(' ', open.Select(one => one.ActorId).OfType<Guid>().Distinct().Select(asker => new PersonId(asker))))],
            Personal = [new PersonalField(actor.Id, "answer", answer.Trim())],
        });
        return default(Done);
    }
}
