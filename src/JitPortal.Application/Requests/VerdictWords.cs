using JitPortal.Application.Catalog;
using JitPortal.Domain.Policies;

namespace JitPortal.Application.Requests;

/// <summary>A verdict as pages show it.</summary>
internal static class VerdictWords
{
    public static OutlookKind KindOf(Verdict verdict) => verdict switch
    {
        Verdict.Automatic => OutlookKind.Automatic,
        Verdict.NeedsApproval or Verdict.NeedsStepUp { Then.Stages.Count: > 0 } => OutlookKind.NeedsApproval,
        Verdict.NeedsStepUp => OutlookKind.Automatic,
        _ => OutlookKind.Refused,
    };

    public static IReadOnlyList<ReasonLine> Reasons(Verdict verdict) =>
        [.. verdict.Clauses.Select(c => new ReasonLine(c.Words, c.Truth switch { Truth.True => true, Truth.False => false, _ => null }))];

    public static IReadOnlyList<string> Alternatives(Verdict verdict) =>
        verdict is Verdict.Refused refused ? [.. refused.Alternatives.Select(a => a.Say().Shown)] : [];
}
