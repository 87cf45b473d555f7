using JitPortal.Domain.Texts;

namespace JitPortal.Domain.People;

/// <summary>
/// How surely a sign-in proves who signed in. In this order: each level also serves where an earlier one is asked for. Which of
/// an issuer's statements means which level is set per issuer; what is not mapped, or missing, is <see cref="Basic"/>.
/// </summary>
public enum AssuranceLevel
{
    Basic = 1,
    MultiFactor = 2,
    PhishingResistant = 3,
}

/// <summary>The levels as people read them.</summary>
public static class AssuranceWords
{
    /// <summary>Reads after "a": "basic sign-in", "multi-factor sign-in".</summary>
    public static string Words(this AssuranceLevel level) => level.Say().English;

    /// <summary>The same in the reader's language too.</summary>
    public static Said Say(this AssuranceLevel level) => level switch
    {
        AssuranceLevel.PhishingResistant => Both("phishing-resistant sign-in"),
        AssuranceLevel.MultiFactor => Both("multi-factor sign-in"),
        _ => Both("basic sign-in"),
    };
}
