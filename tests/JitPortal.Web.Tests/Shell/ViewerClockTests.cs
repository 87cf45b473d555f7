using JitPortal.Web.Shell;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Shell;

public sealed class ViewerClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 19, 13, 45, 8, TimeSpan.Zero);
    private readonly ViewerClock oslo = ViewerClock.In("Europe/Oslo", new FakeTimeProvider(Now));

    [Fact]
    public void Header_Zone_IsNamedAndApplied() => oslo.Header().ShouldBe("Thu 19 Nov, 14:45 Oslo");

    [Theory]
    [InlineData(0, "14:45", "today 14:45")]
    [InlineData(12, "Fri 02:45", "Fri 20 Nov 02:45")]
    [InlineData(24 * 10, "29 Nov 14:45", "29 Nov 2026 14:45")]
    public void Text_OtherDays_NamesTheDay(int hours, string brief, string spoken)
    {
        oslo.Short(Now.AddHours(hours)).ShouldBe(brief);
        oslo.Spoken(Now.AddHours(hours)).ShouldBe(spoken);
    }

    [Fact]
    public void Text_AcrossTheEndOfSummerTime_IsTheLocalWallClock()
    {
        var clock = ViewerClock.In("Europe/Oslo", new FakeTimeProvider(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero)));

        clock.Short(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero)).ShouldBe("02:30");
        clock.Short(new DateTimeOffset(2026, 10, 25, 1, 30, 0, TimeSpan.Zero)).ShouldBe("02:30");
        clock.Short(new DateTimeOffset(2026, 10, 25, 2, 30, 0, TimeSpan.Zero)).ShouldBe("03:30");
    }

    [Theory]
    [InlineData("2026-11-20T02:00", "2026-11-20T01:00:00Z")]
    [InlineData("2026-11-20T02:00:30Z", "2026-11-20T02:00:30Z")]
    [InlineData("2026-11-20T03:00+01:00", "2026-11-20T02:00:00Z")]
    [InlineData("2026-11-20T03:00 01:00", "2026-11-20T02:00:00Z")]
    [InlineData("2026-11-20T03:00Z", "2026-11-20T03:00:00Z")]
    [InlineData("2026-11-20T02:00:00+15:00", "2026-11-19T11:00:00Z")]
    [InlineData("2026-11-20T02:00:00+01:00:30", "2026-11-20T00:59:30Z")]
    public void Parse_LocalOrWithAnyOffset_IsTheInstantInUtc(string text, string instant) =>
        oslo.Parse(text)!.Value.ToString("yyyy-MM-dd'T'HH:mm:ssK", System.Globalization.CultureInfo.InvariantCulture).Replace("+00:00", "Z", StringComparison.Ordinal).ShouldBe(instant);

    [Theory]
    [InlineData("Nowhere/Land")]
    [InlineData(null)]
    [InlineData("<script>")]
    public void In_UnknownZone_FallsBackToTheServersOwn(string? zone)
    {
        var time = new FakeTimeProvider(Now);
        time.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));

        ViewerClock.In(zone, time).ZoneName.ShouldBe("New York");
    }
}
