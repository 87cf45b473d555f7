using Bunit;
using JitPortal.Web.Shell;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Shell;

public sealed class LocalTimesTests : BunitContext
{
    [Theory]
    [InlineData("Europe/Oslo", "Not after 9999-12-31T23:59:59Z.")]
    [InlineData("America/New_York", "Not before 0001-01-01T00:00:00Z.")]
    [InlineData("Europe/Oslo", "Not on 2026-13-41T99:00:00Z.")]
    public void Text_WithATimeAtTheEdgeOfTheCalendar_IsShown(string zone, string text) => Shown(zone, text).ShouldNotBeEmpty();

    [Fact]
    public void Text_WithATime_IsOnTheViewersClock() => Shown("Europe/Oslo", "From 2026-11-20 02:00:00Z on").ShouldBe("From 20 Nov 03:00:00 on");

    [Fact]
    public void Text_WithATimeThatNoZoneCanBeSureOf_IsLeftAsItIs() => Shown("Europe/Oslo", "Not after 9999-12-31T23:59:59Z.").ShouldBe("Not after 9999-12-31T23:59:59Z.");

    private string Shown(string zone, string text) => string.Join(' ', Render<LocalTimes>(p => p
        .Add(c => c.Text, text)
        .AddCascadingValue(ViewerClock.In(zone, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero)))))
        .Nodes.SelectMany(node => node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
