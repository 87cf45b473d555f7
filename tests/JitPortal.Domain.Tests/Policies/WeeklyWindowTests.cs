using JitPortal.Domain.Policies;
using NodaTime;
using NodaTime.TimeZones;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Policies;

public sealed class WeeklyWindowTests
{
    private static readonly ValueList<DayOfWeek> EveryDay = [.. Enum.GetValues<DayOfWeek>()];
    private static readonly ValueList<DayOfWeek> Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Every zone under its proper name; the others are names for the same rules.</summary>
    public static TheoryData<string> Zones() => [.. TzdbDateTimeZoneSource.Default.CanonicalIdMap.Values.Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Zones))]
    public void Covers_AroundEveryTransition_AgreesWithTheClockOnTheWall(string id)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        var transitions = zone.GetZoneIntervals(Instant.FromUtc(1900, 1, 1, 0, 0), Instant.FromUtc(2040, 1, 1, 0, 0)).Where(interval => interval.HasStart);
        foreach (var transition in transitions)
            AroundOne(zone, transition);
    }

    private static void AroundOne(DateTimeZone zone, ZoneInterval after)
    {
        var before = zone.GetZoneInterval(after.Start - Duration.Epsilon);
        var (left, entered) = (Reading(after.Start, before), Reading(after.Start, after));
        foreach (var window in Around(zone.Id, left, entered))
        {
            var start = (after.Start - Duration.FromHours(2)).ToDateTimeOffset();
            var end = (after.Start + Duration.FromHours(2)).ToDateTimeOffset();
            var change = window.NextChange(start, end);
            change.ShouldBe(Slowly(window, zone, start, end), $"{window.Words()} from {start:O}");
            window.Covers(start, end - start).ShouldBe(change < end ? Truth.Unknown : Kleene.From(window.IsInside(start)));
        }
    }

    /// <summary>Windows that end, begin or lie at what the clock reads when it is put forward or back.</summary>
    private static IEnumerable<WeeklyWindow> Around(string zone, DateTime left, DateTime entered)
    {
        TimeOnly one = Minute(left), other = Minute(entered);
        yield return new WeeklyWindow(EveryDay, one, other, zone);
        yield return new WeeklyWindow(EveryDay, other, one, zone);
        yield return new WeeklyWindow(EveryDay, one.AddMinutes(-30), one.AddMinutes(30), zone);
        yield return new WeeklyWindow([entered.DayOfWeek], other.AddMinutes(10), other.AddMinutes(70), zone);
        yield return new WeeklyWindow([left.AddDays(-1).DayOfWeek], other.AddMinutes(60), other, zone);
    }

    /// <summary>The first moment at which a clock on the wall reads otherwise: every edge of a minute is looked at, and nothing is worked out.</summary>
    private static DateTimeOffset Slowly(WeeklyWindow window, DateTimeZone zone, DateTimeOffset start, DateTimeOffset end)
    {
        var first = Instant.FromDateTimeOffset(start);
        var inside = Inside(window, first.InZone(zone).ToDateTimeUnspecified());
        foreach (var interval in zone.GetZoneIntervals(first, Instant.FromDateTimeOffset(end)))
        {
            var from = Later(interval, first);
            var clock = Reading(from, interval);
            if (Inside(window, clock) != inside)
                return from.ToDateTimeOffset();
            // Here the clock runs as any other: whatever the seconds of the offset are, it shows a full minute after these.
            var minutes = clock.AddSeconds(60 - clock.Second);
            for (var at = from + Duration.FromSeconds(60 - clock.Second); at < Earlier(interval, end); at += Duration.FromMinutes(1), minutes = minutes.AddMinutes(1))
            {
                if (Inside(window, minutes) != inside)
                    return at.ToDateTimeOffset();
            }
        }
        return end;
    }

    private static bool Inside(WeeklyWindow window, DateTime clock)
    {
        bool today = window.Days.Contains(clock.DayOfWeek), yesterday = window.Days.Contains(clock.Date.AddDays(-1).DayOfWeek);
        TimeSpan time = clock.TimeOfDay, from = window.From.ToTimeSpan(), to = window.To.ToTimeSpan();
        return from < to ? today && time >= from && time < to : (today && time >= from) || (yesterday && time < to);
    }

    [Theory]
    // A night shift over the hour that is left out and the one that comes twice: eight hours on the clock, seven and nine on the watch.
    [InlineData("2026-03-28T22:00:00+01:00", 7, Truth.True)]
    [InlineData("2026-03-28T22:00:00+01:00", 8, Truth.Unknown)]
    [InlineData("2026-10-24T22:00:00+02:00", 9, Truth.True)]
    [InlineData("2026-10-24T22:00:00+02:00", 10, Truth.Unknown)]
    [InlineData("2026-03-28T12:00:00+01:00", 2, Truth.False)]
    public void Covers_NightOfTheChange_CountsWhatTheClockReads(string start, int hours, Truth expected) =>
        new WeeklyWindow([DayOfWeek.Saturday], new TimeOnly(22, 0), new TimeOnly(6, 0), "Europe/Oslo").Covers(At(start), TimeSpan.FromHours(hours)).ShouldBe(expected);

    [Fact]
    public void Covers_WholeDaysOneAfterTheOther_HaveNoGapAtMidnight() =>
        new WeeklyWindow(Weekdays, default, default, "Europe/Oslo").Covers(At("2026-03-02T00:00:00+01:00"), TimeSpan.FromDays(5)).ShouldBe(Truth.True);

    [Fact]
    public void NextChange_EveryHourOfTheWeek_ThereIsNone()
    {
        var (start, end) = (At("2026-03-02T00:00:00+01:00"), At("2027-03-02T00:00:00+01:00"));

        new WeeklyWindow(EveryDay, default, default, "Europe/Oslo").NextChange(start, end).ShouldBe(end);
    }

    [Theory]
    [InlineData("08:00", "18:00", "Monday to Friday 08:00–18:00 (Europe/Oslo)")]
    [InlineData("00:00", "00:00", "Monday to Friday (Europe/Oslo)")]
    public void Words_Window_ReadAsPeopleSayIt(string from, string to, string words) =>
        new WeeklyWindow(Weekdays, TimeOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), TimeOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture), "Europe/Oslo")
            .Words().ShouldBe(words);

    /// <summary>It is 13:00 of a Wednesday in Oslo; a window that ends when it begins lasts a whole day.</summary>
    [Theory]
    [InlineData(18, "until 18:00 (Europe/Oslo)")]
    [InlineData(8, "until Fri 6 Mar 08:00 (Europe/Oslo)")]
    public void Alternative_EndsWithTheWindow_NamesTheDayWhereItIsAnother(int to, string until)
    {
        var window = new Condition.InWindow([DayOfWeek.Wednesday, DayOfWeek.Thursday], new TimeOnly(8, 0), new TimeOnly(to, 0), "Europe/Oslo");

        Example.Decide(Example.Ada(120), Example.Policy((Example.Automatic(200), window))).ShouldBeOfType<Verdict.Refused>()
            .Alternatives.Select(option => option.Words()).ShouldContain($"{until} would be automatic");
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static DateTime Reading(Instant at, ZoneInterval interval) => at.WithOffset(interval.WallOffset).LocalDateTime.ToDateTimeUnspecified();

    private static TimeOnly Minute(DateTime reading) => new(reading.Hour, reading.Minute);

    private static Instant Later(ZoneInterval interval, Instant start) => interval.HasStart && interval.Start > start ? interval.Start : start;

    private static Instant Earlier(ZoneInterval interval, DateTimeOffset end) =>
        interval.HasEnd && interval.End < Instant.FromDateTimeOffset(end) ? interval.End : Instant.FromDateTimeOffset(end);
}
