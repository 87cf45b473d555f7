using System.Globalization;
using System.Text.RegularExpressions;

namespace JitPortal.Domain.Time;

/// <summary>
/// Lengths of time as people type and read them, the same in every culture. Whole seconds; what a length means for the
/// request at hand (zero, too long) is the caller's to judge.
/// </summary>
public static partial class DurationText
{
    /// <summary>What <see cref="Parse"/> accepts, for labels and error texts.</summary>
    public const string Accepted = "Write for example 90m, 2h30, 2 h 30 min, 1d or PT90M.";

    /// <summary>
    /// Reads <c>90m</c>, <c>2h30</c>, <c>2 h 30 min</c>, <c>1h</c>, <c>1d 12h</c>, <c>45s</c> and ISO 8601 <c>PT90M</c>.
    /// A number without a unit is refused (90 what?), except minutes right after hours.
    /// </summary>
    /// <returns>At least zero; <see cref="Refusal.Invalid"/> on the field "duration" for anything else.</returns>
    public static Outcome<TimeSpan> Parse(string? text)
    {
        var trimmed = (text ?? "").Trim();
        var match = Typed().Match(trimmed) is { Success: true } typed ? typed : Iso().Match(trimmed);
        if (trimmed.Length == 0 || !match.Success)
            return new Refusal.Invalid("duration", Both($"“{trimmed}” is not a length of time. {Accepted}"));
        return new TimeSpan(Number(match, "d"), Number(match, "h"), Number(match, "m"), Number(match, "s"));
    }

    /// <summary>
    /// "1 h 30 min", "45 min", "24 h", "2 d 6 h" (days from 48 hours on), "30 s". <see cref="Parse"/> reads it back.
    /// Fractions of a second are cut off.
    /// </summary>
    public static string Format(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero)
            return $"−{Format(duration.Negate())}";
        var days = duration.TotalHours >= 48 ? duration.Days : 0;
        var parts = new[]
        {
            (Number: days, Unit: "d"),
            (Number: (duration.Days - days) * 24 + duration.Hours, Unit: "h"),
            (Number: duration.Minutes, Unit: "min"),
            (Number: duration.Seconds, Unit: "s"),
        };
        var shown = parts.Where(part => part.Number > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Number} {part.Unit}"));
        return string.Join(' ', shown) is { Length: > 0 } text ? text : "0 min";
    }

    private static int Number(Match match, string unit) =>
        match.Groups[unit] is { Success: true } group ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    // Seven digits in every place cannot overflow a TimeSpan. The part after "|" is the "30" of "2h30".
    [GeneratedRegex(
        @"^((?<d>[0-9]{1,7})\s*(d|days?)\s*)?((?<h>[0-9]{1,7})\s*(h|hrs?|hours?)\s*((?<m>[0-5]?[0-9])$)?)?((?<m>[0-9]{1,7})\s*(m|mins?|minutes?)\s*)?((?<s>[0-9]{1,7})\s*(s|secs?|seconds?))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Typed();

    // PT90M, P1DT12H; no years, months or weeks: their length is not fixed or not wanted.
    [GeneratedRegex(
        @"^P(?=[0-9T])((?<d>[0-9]{1,7})D)?(T(?=[0-9])((?<h>[0-9]{1,7})H)?((?<m>[0-9]{1,7})M)?((?<s>[0-9]{1,7})S)?)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iso();
}
