using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace JitPortal.Domain.Policies;

/// <summary>
/// Hours of the week, by the wall clock of a time zone: a moment is inside when a clock hanging there reads a time inside.
/// So where the clock jumps ahead, the readings that are left out do not happen, and where it is put back, those that happen
/// twice are inside twice. On a day that a window begins on it also counts for the hours after midnight.
/// </summary>
/// <param name="Days">The days it begins on.</param>
/// <param name="From">The first reading inside, whole minutes.</param>
/// <param name="To">The first reading outside again; one that is not after <paramref name="From"/> is meant on the next day, and an equal one is a whole day.</param>
/// <param name="Zone">An IANA zone, for example <c>Europe/Oslo</c>.</param>
public sealed record WeeklyWindow(ValueList<DayOfWeek> Days, TimeOnly From, TimeOnly To, string Zone)
{
    /// <summary>After so long without a change there is none: a week, and a day for windows over midnight.</summary>
    private const int DaysToLook = 8;

    private bool OverMidnight => To <= From;

    /// <summary>Is the time from <paramref name="start"/> on, for so long, all inside (true), all outside (false), or partly (unknown)?</summary>
    public Truth Covers(DateTimeOffset start, TimeSpan duration)
    {
        var end = End(start, duration);
        return NextChange(start, end) < end ? Truth.Unknown : Kleene.From(IsInside(start));
    }

    public bool IsInside(DateTimeOffset moment) => IsInside(Reading(Instant.FromDateTimeOffset(moment).InZone(Timezone()).LocalDateTime));

    /// <returns>The first moment after <paramref name="moment"/> that is inside where it is not, or the other way round; <paramref name="until"/> where none comes before that.</returns>
    public DateTimeOffset NextChange(DateTimeOffset moment, DateTimeOffset until)
    {
        var (from, horizon, zone) = (Instant.FromDateTimeOffset(moment), Instant.FromDateTimeOffset(until), Timezone());
        var inside = IsInside(moment);
        while (from < horizon)
        {
            // Between two changes of the zone's offset the wall clock just runs.
            var steady = zone.GetZoneInterval(from);
            if (IsInside(Reading(from.WithOffset(steady.WallOffset).LocalDateTime)) != inside)
                return from.ToDateTimeOffset();
            var change = NextChange(Reading(from.WithOffset(steady.WallOffset).LocalDateTime));
            var ends = steady.HasEnd && steady.End < horizon ? steady.End : horizon;
            if (change is { } reading && Moment(reading, steady) is var at && at < ends)
                return at.ToDateTimeOffset();
            from = ends;
        }
        return until;
    }

    internal IEnumerable<FieldError> Mistakes(string path)
    {
        if (Days.Count == 0 || Days.Any(day => !Enum.IsDefined(day)))
            yield return new FieldError($"{path}.days", Both("Name at least one day of the week, for example “monday”."));
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) is null)
            yield return new FieldError($"{path}.zone", Both($"“{Zone}” is not a time zone that is known here. Write an IANA name, for example “Europe/Oslo”."));
    }

    /// <summary>For example "Monday to Friday 08:00–18:00 (Europe/Oslo)".</summary>
    public string Words()
    {
        var hours = From == To ? "" : string.Create(CultureInfo.InvariantCulture, $" {From:HH\\:mm}–{To:HH\\:mm}");
        var whole = From == To && From != default ? string.Create(CultureInfo.InvariantCulture, $" for a day from {From:HH\\:mm}") : hours;
        return $"{DayWords()}{whole} ({Zone})";
    }

    /// <summary>A moment by the wall clock of the zone, for example "18:00 (Europe/Oslo)", or "Mon 9 Mar 18:00 (Europe/Oslo)" where that is not the day it is there at <paramref name="start"/>.</summary>
    internal string Show(DateTimeOffset moment, DateTimeOffset start)
    {
        var (shown, today) = (On(moment), On(start).Date);
        return string.Create(CultureInfo.InvariantCulture, $"{(shown.Date == today ? "" : shown.ToString("ddd d MMM ", CultureInfo.InvariantCulture))}{shown:HH\\:mm} ({Zone})");

        DateTime On(DateTimeOffset when) => Reading(Instant.FromDateTimeOffset(when).InZone(Timezone()).LocalDateTime);
    }

    private string DayWords()
    {
        var days = Week().Where(Days.Contains).ToList();
        var first = Week().ToList().IndexOf(days[0]);
        return days.Count > 2 && days.SequenceEqual(Week().Skip(first).Take(days.Count))
            ? $"{days[0]} to {days[^1]}"
            : string.Join(", ", days);
    }

    private static IEnumerable<DayOfWeek> Week() => Enumerable.Range(1, 7).Select(day => (DayOfWeek)(day % 7));

    private bool IsInside(DateTime reading)
    {
        var time = TimeOnly.FromDateTime(reading);
        return OverMidnight
            ? (time >= From && Days.Contains(reading.DayOfWeek)) || (time < To && Days.Contains(reading.AddDays(-1).DayOfWeek))
            : time >= From && time < To && Days.Contains(reading.DayOfWeek);
    }

    /// <summary>The next reading, on a clock that just runs, at which inside and outside change.</summary>
    private DateTime? NextChange(DateTime reading)
    {
        var inside = IsInside(reading);
        return Enumerable.Range(0, DaysToLook + 1)
            .SelectMany(day => new[] { reading.Date.AddDays(day) + From.ToTimeSpan(), reading.Date.AddDays(day) + To.ToTimeSpan() })
            .Where(edge => edge > reading && IsInside(edge) != inside)
            .Select(edge => (DateTime?)edge)
            .Min();
    }

    private static Instant Moment(DateTime reading, ZoneInterval steady) => LocalDateTime.FromDateTime(reading).WithOffset(steady.WallOffset).ToInstant();

    private static DateTime Reading(LocalDateTime local) => local.ToDateTimeUnspecified();

    /// <summary>Nothing is longer than a policy could allow, whatever was asked for.</summary>
    private static DateTimeOffset End(DateTimeOffset start, TimeSpan duration) =>
        start + (duration > PolicyLimits.LongestDuration ? PolicyLimits.LongestDuration : duration < TimeSpan.Zero ? TimeSpan.Zero : duration);

    private DateTimeZone Timezone() => DateTimeZoneProviders.Tzdb[Zone];
}
