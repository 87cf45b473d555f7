using Bunit;
using JitPortal.Web.Grants;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Grants;

public sealed class CountdownTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Now);

    [Fact]
    public void FiveMinutesBeforeTheEnd_SaysWhatIsLeft_AndAgainForALaterEnd()
    {
        var countdown = Show(Now.AddMinutes(5).AddSeconds(5));
        Spoken(countdown).ShouldBeEmpty();

        time.Advance(TimeSpan.FromSeconds(10));
        countdown.WaitForAssertion(() => Spoken(countdown).ShouldBe("4 min left"));

        countdown.Render(p => p.Add(c => c.EndsAt, Now.AddHours(1)));
        Spoken(countdown).ShouldBeEmpty("it is not true any more");
        for (var minute = 0; minute < 56; minute++)
            time.Advance(TimeSpan.FromMinutes(1));
        countdown.WaitForAssertion(() => Spoken(countdown).ShouldNotBeEmpty());
    }

    [Fact]
    public void OpenedInTheLastMinute_SaysHowLittleIsLeft()
    {
        var countdown = Show(Now.AddSeconds(41));

        time.Advance(TimeSpan.FromSeconds(1));

        countdown.WaitForAssertion(() => Spoken(countdown).ShouldBe("40 s left"));
    }

    private static string Spoken(IRenderedComponent<Countdown> countdown) => countdown.Find("[role=status]").TextContent;

    private IRenderedComponent<Countdown> Show(DateTimeOffset end)
    {
        Services.AddSingleton<TimeProvider>(time);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return Render<Countdown>(p => p.Add(c => c.EndsAt, end).AddCascadingValue(ViewerClock.In("UTC", time)));
    }
}
