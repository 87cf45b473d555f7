using JitPortal.Domain.Policies;
using JitPortal.Web.Shell;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Shell;

public sealed class StripViewTests
{
    /// <summary>Thursday, 15:45 in Oslo: the strip runs from 09:45 to 09:45 on Friday.</summary>
    private static readonly ViewerClock Oslo = ViewerClock.In("Europe/Oslo", new FakeTimeProvider(new DateTimeOffset(2026, 11, 19, 14, 45, 0, TimeSpan.Zero)));
    private static readonly WeeklyWindow Office = new([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], new TimeOnly(8, 0), new TimeOnly(18, 0), "Europe/Oslo");

    [Fact]
    public void Of_WithoutHours_LeavesNothingOut()
    {
        var view = Of();

        view.Outside.ShouldBeEmpty();
        view.Sentence.ShouldNotContain("Policy hours");
    }

    [Fact]
    public void Of_OfficeHours_LeavesOutTheNightAndSaysSo()
    {
        var view = Of(Office);

        var night = view.Outside.ShouldHaveSingleItem();
        night.From.ShouldBe(8.25 / 24 * 100, 0.01);   // 18:00
        night.Wide.ShouldBe(14.0 / 24 * 100, 0.01);   // until 08:00
        view.HoursWords.ShouldBe("Policy hours: Monday to Friday 08:00–18:00 (Europe/Oslo)");
        view.Sentence.ShouldEndWith("Policy hours: Monday to Friday 08:00–18:00 (Europe/Oslo).");
    }

    [Fact]
    public void Of_TwoWindows_LeavesOutOnlyWhatIsInNeither()
    {
        var view = Of(Office, Office with { From = new TimeOnly(17, 0), To = new TimeOnly(22, 0) });

        view.Outside.ShouldHaveSingleItem().From.ShouldBe(12.25 / 24 * 100, 0.01);   // 22:00
    }

    /// <summary>At any time of a day, on a strip of 280 px, where a letter of a label takes up to 6.5 px.</summary>
    [Fact]
    public void Of_AnyTime_LabelsStandClearOfEachOtherOnAPhone()
    {
        for (var minute = 0; minute < 24 * 60; minute += 5)
        {
            var clock = ViewerClock.In("Europe/Oslo", new FakeTimeProvider(new DateTimeOffset(2026, 11, 19, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute)));
            var view = StripView.Of(clock, null, TimeSpan.FromHours(1), [], [], "This request", "Your usual");

            var labels = view.Marks.Append(new StripMark(view.Now.Percent, "now")).Select(Extent).OrderBy(label => label.From).ToList();

            foreach (var (left, right) in labels.Zip(labels.Skip(1)))
                left.To.ShouldBeLessThan(right.From, $"“{left.Label}” and “{right.Label}” at {view.Now.Label}");
            labels[0].From.ShouldBeGreaterThanOrEqualTo(0);
            labels[^1].To.ShouldBeLessThanOrEqualTo(100);
        }
    }

    private static (string Label, double From, double To) Extent(StripMark mark)
    {
        var width = mark.Label.Length * 6.5 / 280 * 100;
        return mark.Edge switch
        {
            "start" => (mark.Label, mark.Percent, mark.Percent + width),
            "end" => (mark.Label, mark.Percent - width, mark.Percent),
            _ => (mark.Label, mark.Percent - width / 2, mark.Percent + width / 2),
        };
    }

    private static StripView Of(params WeeklyWindow[] hours) => StripView.Of(Oslo, null, TimeSpan.FromHours(1), [], hours, "This request", "Your usual");
}
