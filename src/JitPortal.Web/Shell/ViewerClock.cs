using System.Globalization;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;

namespace JitPortal.Web.Shell;

/// <summary>Shows instants in the zone of whoever looks. A new zone is a new value, so that pages render again.</summary>
public sealed class ViewerClock
{
    private readonly DateTimeZone zone;
    private readonly TimeProvider time;

    private ViewerClock(DateTimeZone zone, TimeProvider time) => (this.zone, this.time) = (zone, time);

    /// <summary>The beginning of the calendar's last year: what lies before it can be shown in every zone of the world.</summary>
    public static DateTimeOffset Latest { get; } = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ViewerClock Utc { get; } = new(DateTimeZone.Utc, TimeProvider.System);

    public string ZoneId => zone.Id;

    /// <summary>"Oslo" for Europe/Oslo, "UTC" for UTC.</summary>
    public string ZoneName => zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    public DateTimeOffset Now => time.GetUtcNow();

    /// <param name="zoneId">An IANA name; anything else shows the server's own zone.</param>
    public static ViewerClock In(string? zoneId, TimeProvider time)
    {
        var zones = DateTimeZoneProviders.Tzdb;
        return new ViewerClock(zones.GetZoneOrNull(zoneId ?? "") ?? zones.GetZoneOrNull(time.LocalTimeZone.Id) ?? DateTimeZone.Utc, time);
    }

    /// <summary>"15:45" today, "Fri 00:30" within a week, "19 Nov 15:45" otherwise.</summary>
    public string Short(DateTimeOffset instant) => At(instant).ToString(Pattern(instant, "", "ddd ", "d MMM "), CultureInfo.CurrentCulture);

    /// <summary>"today 15:45", "Fri 20 Nov 00:30".</summary>
    public string Spoken(DateTimeOffset instant) => IsToday(instant)
        ? T($"today {Hour(instant)}")
        : At(instant).ToString(Pattern(instant, "", "ddd d MMM ", "d MMM yyyy "), CultureInfo.CurrentCulture);

    /// <summary>"15:45:08" today, with the day otherwise.</summary>
    public string Precise(DateTimeOffset instant) => At(instant).ToString(Pattern(instant, "", "ddd ", "d MMM ") + ":ss", CultureInfo.CurrentCulture);

    /// <summary>"Thu 19 Nov 2026, 14:45:08.123 Oslo": all that is recorded of an instant, with the zone.</summary>
    public string Full(DateTimeOffset instant) => At(instant).ToString("ddd d MMM yyyy, HH:mm:ss.fff ", CultureInfo.CurrentCulture) + ZoneName;

    /// <summary>"Thu 19 Nov, 14:45 Oslo": what the head of every page says.</summary>
    public string Header() => At(Now).ToString("ddd d MMM, HH:mm ", CultureInfo.CurrentCulture) + ZoneName;

    /// <summary>"15:45", whatever the day.</summary>
    public string Hour(DateTimeOffset instant) => At(instant).ToString("HH:mm", CultureInfo.CurrentCulture);

    /// <summary>"Wed 18 Nov".</summary>
    public string Date(DateTimeOffset instant) => At(instant).ToString("ddd d MMM", CultureInfo.CurrentCulture);

    /// <summary>As a date and time field of a form has it.</summary>
    public string ForInput(DateTimeOffset instant) => At(instant).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Reads a field's local time, or an instant with its offset such as 2026-11-20T02:00:00Z.</summary>
    /// <returns>In UTC; <see langword="null"/> for anything else, and outside the years 1970 to 2199.</returns>
    public DateTimeOffset? Parse(string? text)
    {
        foreach (var pattern in new[] { LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss"), LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm") })
        {
            if (pattern.Parse(text ?? "") is { Success: true, Value: var local })
                return OfThisAge(local.Year, () => local.InZoneLeniently(zone).ToInstant());
        }
        var plain = (text ?? "").Replace(' ', '+');   // as an address gives a plus that was not written as %2B
        foreach (var pattern in new[] { OffsetDateTimePattern.ExtendedIso, OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<Z+HH:mm>") })
        {
            if (pattern.Parse(plain) is { Success: true, Value: var written })
                return OfThisAge(written.Year, written.ToInstant);
        }
        return null;
    }

    /// <summary>Some hours before or after it there is still a calendar.</summary>
    private static DateTimeOffset? OfThisAge(int year, Func<Instant> instant) => year is >= 1970 and < 2200 ? instant().ToDateTimeOffset() : null;

    /// <summary>"Fri".</summary>
    public string DayName(DateTimeOffset instant) => At(instant).ToString("ddd", CultureInfo.CurrentCulture);

    /// <summary>The beginning of the day after the one that <paramref name="instant"/> lies in.</summary>
    public DateTimeOffset NextMidnight(DateTimeOffset instant) => zone.AtStartOfDay(At(instant).Date.PlusDays(1)).ToDateTimeOffset();

    /// <summary>The first moment from <paramref name="start"/> on at which the clock on the wall stands as it did at <paramref name="instant"/>.</summary>
    public DateTimeOffset NextAtSameTimeOfDay(DateTimeOffset instant, DateTimeOffset start)
    {
        var today = At(start).Date.At(At(instant).TimeOfDay).InZoneLeniently(zone).ToDateTimeOffset();
        return today >= start ? today : At(start).Date.PlusDays(1).At(At(instant).TimeOfDay).InZoneLeniently(zone).ToDateTimeOffset();
    }

    private string Pattern(DateTimeOffset instant, string today, string thisWeek, string otherwise)
    {
        var days = DaysTo(instant);
        var day = days == 0 ? today : Math.Abs(days) < 7 ? thisWeek : otherwise;
        return day + "HH:mm";
    }

    private bool IsToday(DateTimeOffset instant) => DaysTo(instant) == 0;

    private int DaysTo(DateTimeOffset instant) => Period.DaysBetween(At(Now).Date, At(instant).Date);

    private LocalDateTime At(DateTimeOffset instant) => instant.ToInstant().InZone(zone).LocalDateTime;
}
