using JitPortal.Domain.People;
using JitPortal.Domain.Time;

namespace JitPortal.Domain.Policies;

/// <summary>Something that would be possible, decided by the engine and not guessed.</summary>
/// <param name="Duration">Asked for this long …</param>
/// <param name="ReasonLength">… with a reason of at least this many characters (0: the reason as it is) …</param>
/// <param name="Approvals">… it needs this many people to agree; 0 is automatic …</param>
/// <param name="StepUp">… and a sign-in at this level first; <see langword="null"/> where the session is enough.</param>
/// <param name="Until">Where a window of time ends it: that moment by the wall clock there.</param>
public sealed record Alternative(TimeSpan Duration, int ReasonLength, int Approvals, AssuranceLevel? StepUp = null, string? Until = null)
{
    /// <summary>For example "2 h would be automatic", "4 h would need 1 approval" or "until 18:00 (Europe/Oslo) would be automatic".</summary>
    public string Words() => $"{What("")} would {(Approvals == 0 ? "be automatic" : $"need {English.Approvals(Approvals)}")}{After()}";

    /// <summary>For a row of the catalogue: "automatic up to 2 h" or "1 approval until 18:00 (Europe/Oslo)".</summary>
    public string Offer() => $"{(Approvals == 0 ? "automatic" : English.Approvals(Approvals))} {What("up to ")}{After()}";

    /// <summary>For whoever has not said why yet: "Say why you need it, in at least 5 characters. Then it needs 1 approval."</summary>
    public string SayWhy() =>
        $"Say why you need it{(ReasonLength > 1 ? $", in at least {ReasonLength} characters" : "")}. Then it {(Approvals == 0 ? "is automatic" : $"needs {English.Approvals(Approvals)}")}{After()}.";

    private string What(string upTo) =>
        (Until is null ? $"{upTo}{DurationText.Format(Duration)}" : $"until {Until}") + (ReasonLength == 0 ? "" : $" with {English.Reason(ReasonLength)}");

    private string After() => StepUp is { } level ? $" after a {level.Words()}" : "";
}
