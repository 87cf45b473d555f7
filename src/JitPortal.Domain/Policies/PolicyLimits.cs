using JitPortal.Domain.People;
using JitPortal.Domain.Time;

namespace JitPortal.Domain.Policies;

/// <summary>The ranges that numbers in a policy may have, said in one place.</summary>
public static class PolicyLimits
{
    public static readonly TimeSpan LongestDuration = TimeSpan.FromDays(365);

    public const int LongestReason = 1000;

    public const int LargestQuorum = 20;

    /// <summary>Stages that a rule may have: 10.</summary>
    public const int MostStages = 10;

    /// <summary>What a condition may count to: 1,000.</summary>
    public const int LargestCount = 1_000;

    /// <summary>How long access without prior approval may last: 1 hour.</summary>
    public static readonly TimeSpan LongestBreakGlass = TimeSpan.FromHours(1);

    internal static IEnumerable<FieldError> Mistakes(string path, Pattern pattern)
    {
        if (pattern.WhyUnusable() is { } why)
            yield return new FieldError(path, why);
    }

    /// <summary>For a name that is compared exactly.</summary>
    /// <param name="what">Reads after "Name the".</param>
    internal static IEnumerable<FieldError> NameMistakes(string path, string name, string what)
    {
        if (string.IsNullOrWhiteSpace(name))
            yield return new FieldError(path, Both($"Name the {what}."));
    }

    internal static IEnumerable<FieldError> CountMistakes(string path, int count, int least)
    {
        if (count < least || count > LargestCount)
            yield return new FieldError(path, Both($"Write a number from {least} to {LargestCount}."));
    }

    internal static IEnumerable<FieldError> Mistakes(string path, AssuranceLevel? level)
    {
        if (level is { } given && !Enum.IsDefined(given))
            yield return new FieldError(path, Both("Say “basic”, “multiFactor” or “phishingResistant”."));
    }

    /// <summary>For what happens while something else waits.</summary>
    internal static IEnumerable<FieldError> MistakesBefore(string path, TimeSpan? moment, TimeSpan end)
    {
        if (moment is { } given)
            return given >= end ? [new FieldError(path, Both($"It has to come before the time-out of {DurationText.Format(end)}."))] : Mistakes(path, given);
        return [];
    }

    internal static IEnumerable<FieldError> Mistakes(string path, TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero || duration > LongestDuration || duration.Ticks % TimeSpan.TicksPerSecond != 0)
            yield return new FieldError(path, Both("Write whole seconds, more than nothing and at most 365 d, for example “2 h”."));
    }

    internal static IEnumerable<FieldError> Mistakes(string path, int reasonLength)
    {
        if (reasonLength is < 1 or > LongestReason)
            yield return new FieldError(path, Both($"A reason may be asked to have 1 to {LongestReason} characters."));
    }
}
