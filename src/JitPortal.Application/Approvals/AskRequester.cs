using JitPortal.Application.Intake;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>An approver of the stage that waits asks whoever filed it something. The time to decide runs on, and nothing is decided by it.</summary>
public sealed class AskRequester(Ledger ledger)
{
    /// <summary>The most questions about one request: 20.</summary>
    public const int Most = 20;

    /// <param name="question">1 to 2,000 characters; whoever may see the request reads it.</param>
    /// <returns>
    /// <see cref="Refusal.Conflict"/> when it does not wait any more, or enough was asked, or a workload filed it, which answers nothing;
    /// <see cref="Refusal.Forbidden"/> for a caller who does not count; <see cref="Refusal.NotFound"/> for one the caller may not know of.
    /// </returns>
    public async Task<Outcome<Done>> RunAsync(Actor actor, RequestId id, string question, CancellationToken ct)
    {
        var mistakes = TextCheck.Required("question", question, TextCheck.LongestReason, Both("Write what you want to know.")).ToList();
        return mistakes.Count > 0 ? new Refusal.Invalid(mistakes) : await ledger.WriteAsync(writing => AskAsync(writing, actor, id, question, ct), ct);
    }

    private static async Task<Outcome<Done>> AskAsync(Writing writing, Actor actor, RequestId id, string question, CancellationToken ct)
    {
        var held = await HeldRequest.ForWordsAsync(writing, actor, id, ct);
        if (!held.Succeeded)
            return held.Refusal;
        var seated = await held.Value.SeatAsync(actor, ct);
        if (!seated.Succeeded)
            return seated.Refusal;
        var row = held.Value.Row;
        if (await writing.Db.People.AnyAsync(p => p.Id == row.RequesterId && p.IsWorkload, ct))
            return new Refusal.Conflict(Both("A workload filed it, which answers no questions."));
        if (await writing.Db.Audit.CountAsync(a => a.RequestId == row.Id && a.Type == AuditTypes.QuestionAsked, ct) >= Most)
            return new Refusal.Conflict(Both($"{Most} questions were asked about this request, and there can be no more. Decide on it, or pass it on."));
        writing.Record(RequestAudit.Event(row, AuditTypes.QuestionAsked, actor.AuditId) with
        {
            Facts = [new("stage", row.Stage + 1L)],
            Personal = [new PersonalField(actor.Id, "question", question.Trim())],
        });
        return default(Done);
    }
}
