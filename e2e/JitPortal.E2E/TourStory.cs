using System.Globalization;
using System.Text.RegularExpressions;
using JitPortal.TestKit.Servers;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>The first part of <c>docs/tour.md</c>, step by step as a newcomer takes it: on a fresh machine with the demo and its company.</summary>
public sealed class TourStory
{
    private const string Reason = "Requeue the refund of Havn Café";
    private const float TenSeconds = 10_000;
    private const float PastAMinute = 150_000;

    [Fact]
    public async Task Tour_OfTheDemo_GoesAsThePageSays()
    {
        var portal = new PortalProcess();
        portal.Settings["Demo__Company"] = "true";
        portal.Settings["Demo__People"] = "20";   // the least: it is there sooner
        await using var browsers = new BrowserFixture(portal);
        await browsers.InitializeAsync();

        // Everybody in one browser, each under a host name of their own.
        var mira = await browsers.SignInAsync("mira");
        await AskTheUsualAsync(mira);
        var jon = await browsers.SignInBesideAsync(mira, "jon");
        var bo = await browsers.SignInBesideAsync(mira, "bo");
        await browsers.GoAsync(bo, "bo", "/approvals");
        var open = await AskUseAndLoseAsync(jon, bo);
        await EndWhileAwayAsync(browsers, jon);
        await WhoHadItAsync(await browsers.SignInBesideAsync(mira, "tove"), portal, open);

        (await portal.RunCommandAsync("audit", "verify")).ShouldBe(0);
    }

    /// <summary>Step 1: one click, and it is active.</summary>
    private static async Task AskTheUsualAsync(IPage mira)
    {
        var automatic = mira.Locator("[data-testid^=usual-]").Filter(new() { HasText = "Automatic" }).First.GetByTestId("usual-request");
        await automatic.WaitForAsync();
        await Clicks.BeginAsync(mira);
        await automatic.ClickAsync();
        await mira.GetByTestId("give-back").WaitForAsync(new() { Timeout = TenSeconds });
        (await Clicks.CountAsync(mira)).ShouldBe(1);
    }

    /// <summary>Steps 2 to 4: asked, agreed to for a minute, used, and gone by itself.</summary>
    /// <returns>A moment at which it was open.</returns>
    private static async Task<DateTimeOffset> AskUseAndLoseAsync(IPage jon, IPage bo)
    {
        await OrdersAccess.AskToWriteAsync(jon, Reason);
        await OrdersAccess.ApproveForAMinuteAsync(bo, Reason);
        await using var session = await OrdersAccess.UseAsync(jon);
        (await session.ScalarAsync("select count(*) from refunds where stuck")).ShouldBe(2L);
        var open = TimeProvider.System.GetUtcNow();

        await jon.GetByText("Ended: its time is over, verified on the target").WaitForAsync(new() { Timeout = PastAMinute });
        await session.ShouldBeGoneAsync();
        return open;
    }

    /// <summary>Step 5: the portal is killed, the time of an access is over meanwhile, and the restart says so and ends it.</summary>
    private static async Task EndWhileAwayAsync(BrowserFixture browsers, IPage jon)
    {
        await browsers.GoAsync(jon, "jon", "/?resource=orders%20back%20office&role=Viewer&for=1m&reason=See%20one%20order");
        await jon.GetByTestId("request-access").ClickAsync();
        await jon.GetByTestId("reveal").WaitForAsync();   // only what is active can be due: what is still being opened can be given back, too
        var over = TimeProvider.System.GetUtcNow().AddMinutes(1);   // by then at the latest: it began before it was shown
        await browsers.Portal.KillAsync();

        await Eventually.TrueAsync(() => TimeProvider.System.GetUtcNow() > over, "its time is over", TimeSpan.FromMinutes(2));
        await browsers.Portal.StartAsync();

        await Eventually.TrueAsync(() => browsers.Portal.Output.Contains("1 ending was due while the portal was away", StringComparison.Ordinal), $"it says what was due; it said: {browsers.Portal.Output}");
        await browsers.GoAsync(jon, "jon", "/access");
        await jon.GetByTestId("ended").GetByText("orders back office").First.WaitForAsync();
        await jon.GetByText("Checked: gone").First.WaitForAsync();
    }

    /// <summary>Step 6: one question, an address that can be kept.</summary>
    private static async Task WhoHadItAsync(IPage tove, PortalProcess portal, DateTimeOffset open)
    {
        var at = Uri.EscapeDataString(open.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        await tove.GotoAsync($"{portal.AddressOf("tove")}/audit/who?resource=orders-db&role=Write&at={at}");
        (await tove.GetByTestId("who-answer").InnerTextAsync()).ShouldMatch(new Regex("^1 person had orders-db").ToString());
        var row = tove.GetByTestId("who").Locator("tbody tr").Filter(new() { HasText = "Jon Sørli" });
        (await row.InnerTextAsync()).ShouldContain("Bo Berg");
    }
}
