using JitPortal.Domain.Time;

namespace JitPortal.Domain.Policies;

/// <summary>
/// One thing known about the subject, with where it comes from and when that source stated it. A fact the source did
/// not deliver is <see langword="null"/>, which is not the same as an empty value.
/// </summary>
public sealed record Fact<T>(T Value, FactSource Source, DateTimeOffset At)
{
    /// <summary>How far ahead of our clock a source may state something; further ahead one of the clocks is wrong and the fact proves nothing.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <returns>Why this fact may not be relied on at <paramref name="now"/>, in words, or <see langword="null"/> where it may.</returns>
    public string? WhyUnknown(DateTimeOffset now)
    {
        var age = now - At;
        if (age > Source.Limit)
            return $"stated by the {Source.Name} more than {DurationText.Format(Source.Limit)} ago";
        return age < -Ahead ? $"stated by the {Source.Name} at a time that has not come yet" : null;
    }
}

/// <summary>Where facts come from.</summary>
/// <param name="Name">Reads after "the": "sign-in", "directory".</param>
/// <param name="Limit">A fact older than this counts as unknown.</param>
public sealed record FactSource(string Name, TimeSpan Limit)
{
    /// <summary>Claims of the sign-in: good for 12 hours.</summary>
    public static readonly FactSource SignIn = new("sign-in", TimeSpan.FromHours(12));

    /// <summary>The portal's own records: they do not age.</summary>
    public static readonly FactSource Portal = new("portal", TimeSpan.MaxValue);

    /// <summary>A synchronised directory: good for one hour.</summary>
    public static readonly FactSource Directory = new("directory", TimeSpan.FromHours(1));
}
