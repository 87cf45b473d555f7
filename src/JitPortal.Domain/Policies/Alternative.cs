using JitPortal.Domain.People;
using JitPortal.Domain.Texts;
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
    public Said Say() => Both($"{What()} would {(Approvals == 0 ? Both("be automatic") : Both($"need {English.Approvals(Approvals)}"))}{After()}");

    /// <summary>The English of it.</summary>
    public string Words() => Say().English;

    /// <summary>For a row of the catalogue: "automatic up to 2 h" or "1 approval until 18:00 (Europe/Oslo)".</summary>
    public Said Offer() => Both($"{(Approvals == 0 ? Both("automatic") : English.Approvals(Approvals))} {(Until is null ? Both($"up to {What()}") : What())}{After()}");

    /// <summary>For whoever has not said why yet: "Say why you need it, in at least 5 characters. Then it needs 1 approval."</summary>
    public Said SayWhy() => Both(
        $"Say why you need it{(ReasonLength > 1 ? Both($", in at least {ReasonLength} characters") : "")}. Then it {(Approvals == 0 ? Both("is automatic") : Both($"needs {English.Approvals(Approvals)}"))}{After()}.");

    private Said What()
    {
        Said time = Until is null ? DurationText.Format(Duration) : Both($"until {Until}");
        return ReasonLength == 0 ? time : Both($"{time} with {English.Reason(ReasonLength)}");
    }

    private Said After() => StepUp is { } level ? Both($" after a {level.Say()}") : "";
}
