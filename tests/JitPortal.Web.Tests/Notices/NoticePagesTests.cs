using System.Net;
using JitPortal.TestKit.Servers;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Notices;

/// <summary>From asking to being told and seeing it, over the running portal.</summary>
public sealed class NoticePagesTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Notices_RequestWaits_IsUnderTheBellUntilItIsOpenedAndTheTimelineSaysSo()
    {
        using var mira = await host.SignedInAsync("mira");
        using var bo = await host.SignedInAsync("bo");
        var request = await host.World.AskAsync("mira", host.World.Asks);

        await Eventually.TrueAsync(async () => (await TextAsync(bo, "/notices")).Contains($"/approve/{request}", StringComparison.Ordinal), "Bo is told");
        var notices = await TextAsync(bo, "/notices");
        notices.ShouldContain("Mira Kovač: ledger-db Write, 1 h — decide by");
        notices.ShouldContain("data-testid=\"unread\"");
        (await TextAsync(mira, $"/requests/{request}")).ShouldContain("Bo Berg (in-app)");

        await bo.Http.GetStringAsync($"/approve/{request}");

        (await TextAsync(bo, "/notices?unread=true")).ShouldContain("You have read everything.");
        (await TextAsync(mira, $"/requests/{request}")).ShouldContain("Bo Berg (in-app; seen ");
        (await TextAsync(mira, $"/requests/{request}")).ShouldContain("data-testid=\"remind\"");
        (await TextAsync(bo, $"/requests/{request}")).ShouldNotContain("data-testid=\"remind\"");
    }

    [Fact]
    public async Task Overview_NoMailServer_SaysSoToAdministratorsOnly()
    {
        using var tove = await host.SignedInAsync("tove");
        using var lea = await host.SignedInAsync("lea");

        (await TextAsync(tove, "/admin")).ShouldContain("data-testid=\"mail-off\"");
        (await TextAsync(lea, "/admin")).ShouldNotContain("data-testid=\"mail-off\"");
    }

    private static async Task<string> TextAsync(Browser browser, string page) => WebUtility.HtmlDecode(await browser.Http.GetStringAsync(page));
}
