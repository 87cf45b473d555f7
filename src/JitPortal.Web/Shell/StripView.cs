using System.Globalization;
using JitPortal.Application.Requests;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Time;

namespace JitPortal.Web.Shell;

/// <summary>The geometry of a strip, in percent of its width, and the sentence that says the same.</summary>
/// <param name="Window"><see langword="null"/> where it lies outside the day that is shown.</param>
/// <param name="Outside">What the policies' hours leave out; nothing where they name none.</param>
/// <param name="HoursWords">The policies' hours in words; <see langword="null"/> where they name none.</param>
public sealed record StripView(
    StripMark Now, StripMark Midnight, StripBand? Window, IReadOnlyList<StripBand> Usual, IReadOnlyList<StripBand> Outside, IReadOnlyList<StripMark> Marks, string? HoursWords, string Sentence)
{
    /// <summary>Between the middles of two labels that name an hour, on a phone.</summary>
    private const double Narrow = 11;

    /// <summary>The same where one of them names the day as well.</summary>
    private const double Wide = 22;

    private const int MostUsual = 20;
    private static readonly TimeSpan Back = TimeSpan.FromHours(6);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(30);

    public static StripView Of(ViewerClock clock, DateTimeOffset? from, TimeSpan length, IReadOnlyList<HeldSpan> usual, IReadOnlyList<WeeklyWindow> hours, string what, string usualWord)
    {
        var start = clock.Now - Back;
        var begins = from ?? clock.Now;
        var midnight = clock.NextMidnight(start);
        var bands = Merge([.. usual.Take(MostUsual).Select(span => OnThisDay(clock, span, start)).OrderBy(span => span.From)]);
        var hoursWords = hours.Count == 0 ? null : T($"Policy hours: {string.Join("; ", hours.Select(window => window.Words()))}");
        return new StripView(
            new StripMark(Percent(clock.Now, start), clock.Hour(clock.Now)),
            new StripMark(Percent(midnight, start), $"{clock.DayName(midnight)} 00:00"),
            Band(begins, begins + length, start),
            [.. bands.Select(span => Band(span.From, span.To, start)).OfType<StripBand>()],
            [.. OutsideOf(hours, start).Select(span => Band(span.From, span.To, start)).OfType<StripBand>()],
            Labels(clock, start, midnight),
            hoursWords,
            Words(clock, from, length, bands, what, usualWord) + (hoursWords is null ? "" : $" {hoursWords}."));
    }

    private static string Words(ViewerClock clock, DateTimeOffset? from, TimeSpan length, IReadOnlyList<HeldSpan> bands, string what, string usualWord)
    {
        var begins = from ?? clock.Now;
        var window = T($"{what}: {DurationText.Format(length)}, from {(from is null ? T("now") : clock.Spoken(begins))} to {clock.Spoken(begins + length)}, {clock.ZoneName}.");
        return bands.Count == 0 ? window : $"{window} {usualWord}: {string.Join(", ", bands.Select(band => T($"{clock.Hour(band.From)} to {clock.Hour(band.To)}")))}.";
    }

    /// <summary>Where none of the windows is open, within the day that is shown.</summary>
    private static IEnumerable<HeldSpan> OutsideOf(IReadOnlyList<WeeklyWindow> hours, DateTimeOffset start)
    {
        var end = start + Day;
        for (var at = start; hours.Count > 0 && at < end;)
        {
            var next = hours.Min(window => window.NextChange(at, end));
            if (!hours.Any(window => window.IsInside(at)))
                yield return new HeldSpan(at, next);
            at = next;
        }
    }

    /// <summary>The same time of day within the day that is shown.</summary>
    private static HeldSpan OnThisDay(ViewerClock clock, HeldSpan span, DateTimeOffset start)
    {
        var from = clock.NextAtSameTimeOfDay(span.From, start);
        return new HeldSpan(from, from + Min(span.To - span.From, Day));
    }

    private static List<HeldSpan> Merge(IReadOnlyList<HeldSpan> sorted)
    {
        var merged = new List<HeldSpan>();
        foreach (var span in sorted)
        {
            if (merged is [.., var last] && span.From - last.To <= Together)
                merged[^1] = last with { To = span.To > last.To ? span.To : last.To };
            else
                merged.Add(span);
        }
        return merged;
    }

    /// <summary>The ends, midnight, and what else fits without touching them or now.</summary>
    private static List<StripMark> Labels(ViewerClock clock, DateTimeOffset start, DateTimeOffset midnight)
    {
        var now = Percent(start + Back, start);
        var marks = new List<StripMark> { new(0, clock.Hour(start), "start"), new(100, clock.Hour(start + Day), "end") };
        var day = BesideNow(Percent(midnight, start), now);
        marks.RemoveAll(mark => Math.Abs(mark.Percent - day) < Wide);
        marks.Add(Inside(day, $"{clock.DayName(midnight)} 00:00"));
        foreach (var hours in new[] { 6, 12 })
        {
            var at = start + Back + TimeSpan.FromHours(hours);
            if (Math.Abs(Percent(at, start) - day) >= Wide && Fits(Percent(at, start), marks, now))
                marks.Add(new StripMark(Percent(at, start), clock.Hour(at)));
        }
        return marks;
    }

    /// <summary>A label near an end begins or ends there, so that it does not stick out of a narrow strip.</summary>
    private static StripMark Inside(double at, string label) => at switch
    {
        < Narrow => new StripMark(0, label, "start"),
        > 100 - Narrow => new StripMark(100, label, "end"),
        _ => new StripMark(at, label),
    };

    private static bool Fits(double at, List<StripMark> marks, double now) => marks.TrueForAll(mark => Math.Abs(mark.Percent - at) >= Narrow) && Math.Abs(now - at) >= Narrow + 4;

    /// <summary>Midnight is always named; where now stands in the way, beside it.</summary>
    private static double BesideNow(double midnight, double now) =>
        Math.Abs(midnight - now) >= Narrow + 4 ? Math.Clamp(midnight, Narrow / 2, 100 - Narrow / 2) : midnight < now ? now - Narrow - 4 : now + Narrow + 4;

    private static StripBand? Band(DateTimeOffset from, DateTimeOffset to, DateTimeOffset start)
    {
        var (left, right) = (Math.Clamp(Percent(from, start), 0, 100), Math.Clamp(Percent(to, start), 0, 100));
        return right > left ? new StripBand(left, right - left) : null;
    }

    private static double Percent(DateTimeOffset at, DateTimeOffset start) => (at - start) / Day * 100;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    internal static string Css(double percent) => percent.ToString("0.##", CultureInfo.InvariantCulture) + "%";
}

/// <param name="Edge">"start" or "end" for the labels that must not stick out.</param>
public sealed record StripMark(double Percent, string Label, string? Edge = null)
{
    public string At => StripView.Css(Percent);
}

public sealed record StripBand(double From, double Wide)
{
    public string At => StripView.Css(From);

    public string Width => StripView.Css(Wide);
}
