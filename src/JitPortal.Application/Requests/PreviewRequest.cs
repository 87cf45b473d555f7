using JitPortal.Application.Catalog;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Time;
using JitPortal.Storage;

namespace JitPortal.Application.Requests;

/// <summary>What would be decided if this form were filed now; nothing is stored.</summary>
public sealed class PreviewRequest(PortalDbFactory databases, Asking asking, WhoWouldDecide deciding, TimeProvider clock)
{
    public async Task<Outcome<RequestPreview>> RunAsync(Actor actor, RequestForm form, CancellationToken ct)
    {
        await using var db = databases.Create();
        var now = clock.Now();
        var asked = await asking.JudgeAsync(db, actor, form, now, ct);
        if (!asked.Succeeded)
            return asked.Refusal;
        var preview = Show(asked.Value.Verdict, form, (asked.Value.Asked.Extends?.EndsAt ?? now) + form.Duration);
        return await deciding.AddToAsync(preview, db, actor, form, asked.Value.Verdict, now, ct);
    }

    private static RequestPreview Show(Verdict verdict, RequestForm form, DateTimeOffset endsAt) => new(
        VerdictWords.KindOf(verdict),
        verdict.Say().Shown,
        VerdictWords.Reasons(verdict),
        VerdictWords.Alternatives(verdict),
        form.Duration,
        endsAt,
        verdict.Trace.PolicySetVersion)
    {
        StepUp = (verdict as Verdict.NeedsStepUp)?.Level,
        Without = (verdict as Verdict.NeedsStepUp)?.Without?.Say().Shown,
        ReasonMissing = (verdict as Verdict.Refused)?.Alternatives.FirstOrDefault(other => other.ReasonLength > 0 && other.Duration >= form.Duration)?.SayWhy().Shown,
        IsBreakGlass = verdict is Verdict.Automatic { BreakGlass: not null },
    };
}

/// <param name="Sentence">The outcome in one sentence.</param>
/// <param name="Reasons">The policy's own clauses with their results.</param>
/// <param name="Alternatives">What would be possible instead, in words.</param>
/// <param name="EndsAt">The end if it began now.</param>
public sealed record RequestPreview(
    OutlookKind Kind,
    string Sentence,
    IReadOnlyList<ReasonLine> Reasons,
    IReadOnlyList<string> Alternatives,
    TimeSpan Duration,
    DateTimeOffset EndsAt,
    long PolicyVersion)
{
    /// <summary>The level to sign in at first; <see langword="null"/> where the session is enough.</summary>
    public AssuranceLevel? StepUp { get; init; }

    /// <summary>Beside a step-up, the best way that the session admits as it is, in words; <see langword="null"/> where there is none.</summary>
    public string? Without { get; init; }

    /// <summary>Refused, and only because the reason is not there or too short: what to do, in words.</summary>
    public string? ReasonMissing { get; init; }

    /// <summary>What keeps it from being filed as things are, although the policies let somebody decide on it; in words.</summary>
    public string? Against { get; init; }

    /// <summary>It opens without approval because it is an emergency.</summary>
    public bool IsBreakGlass { get; init; }

    /// <summary>Set where somebody has to agree and nobody who can is here.</summary>
    public NobodyHere? NobodyHere { get; init; }

    /// <summary>The emergency access that the policies leave instead; <see langword="null"/> where they leave none, or nothing has to be waited for.</summary>
    public EmergencyOffer? Emergency { get; init; }
}

/// <param name="Holds"><see langword="null"/> where it could not be known.</param>
public sealed record ReasonLine(string Clause, bool? Holds);
