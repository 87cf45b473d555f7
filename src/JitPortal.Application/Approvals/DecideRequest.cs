using JitPortal.Application.Failpoints;
using JitPortal.Application.Intake;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Texts;
using JitPortal.Storage;

namespace JitPortal.Application.Approvals;

/// <summary>
/// One approver's decision. Authority, lapse and current policy are judged inside the transaction that records it (I-20, I-21, I-22).
/// </summary>
public sealed class DecideRequest(Ledger ledger, Deciding deciding)
{
    /// <returns>
    /// <see cref="Refusal.Conflict"/> with who was first when it is already decided or lapsed; <see cref="Refusal.Forbidden"/> for an
    /// own request or an approver who does not count; <see cref="Refusal.NeedsStepUp"/> where the stage asks for a stronger sign-in than
    /// the caller's; <see cref="Refusal.NotFound"/> for one the caller may not know of; <see cref="Refusal.Invalid"/> for a longer duration than asked.
    /// </returns>
    public async Task<Outcome<Done>> RunAsync(Actor actor, RequestId id, DecisionForm form, CancellationToken ct)
    {
        var mistakes = Mistakes(form).ToList();
        if (mistakes.Count > 0)
            return new Refusal.Invalid(mistakes);
        var decided = await ledger.WriteAsync(
            async writing =>
            {
                var outcome = await deciding.RunAsync(writing, actor, id, form, ct);
                Failpoint.Hit("decide.before-commit");
                return outcome;
            },
            ct);
        Failpoint.Hit("decide.after-commit");
        return decided;
    }

    private static IEnumerable<FieldError> Mistakes(DecisionForm form)
    {
        if (!form.Approve && Written.IsBlank(form.Reason))
            yield return new FieldError("reason", Both("Say why, so that the requester knows what to do next."));
        foreach (var mistake in TextCheck.Mistakes("reason", form.Reason ?? "", TextCheck.LongestReason))
            yield return mistake;
        if (form.Approve && form.Duration is { } duration)
        {
            foreach (var mistake in RequestFormCheck.DurationMistakes("duration", duration))
                yield return mistake;
        }
    }
}

/// <param name="Duration">Approve for at most this long; <see langword="null"/> as asked. Never longer than asked.</param>
/// <param name="Reason">Required for a denial; at most 2,000 characters.</param>
/// <param name="Channel">What it is decided with; it stays with a decision that waits for a stronger sign-in.</param>
public sealed record DecisionForm(bool Approve, TimeSpan? Duration, string? Reason, DecisionChannel Channel);
