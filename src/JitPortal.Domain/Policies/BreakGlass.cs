using JitPortal.Domain.Texts;
using JitPortal.Domain.Time;

namespace JitPortal.Domain.Policies;

/// <summary>What comes with access that nobody approved beforehand.</summary>
/// <param name="Reviewers">Who looks at each use afterwards; never its holder or requester.</param>
/// <param name="ReviewWithin">How long after the request the review is due.</param>
public sealed record BreakGlass(ValueList<Approver> Reviewers, TimeSpan ReviewWithin)
{
    /// <summary>For example "reviewed by security within 24 h".</summary>
    public string Words() => Say().English;

    /// <summary>The same in the reader's language too.</summary>
    public Said Say() => Both($"reviewed by {English.Or([.. Reviewers.Select(reviewer => reviewer.Say())])} within {DurationText.Format(ReviewWithin)}");

    internal IEnumerable<FieldError> Mistakes(string path) =>
        Approver.Mistakes($"{path}.reviewers", Reviewers).Concat(PolicyLimits.Mistakes($"{path}.reviewWithin", ReviewWithin));
}
