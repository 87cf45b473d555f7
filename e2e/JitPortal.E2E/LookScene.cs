using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace JitPortal.E2E;

/// <summary>What has happened before the pages of <see cref="LookPages"/> are looked at: the requests of one person, by what became of them.</summary>
internal sealed record LookScene(string Held, string Withdrawn, string Waiting)
{
    /// <param name="mira">Asks.</param>
    /// <param name="bo">Decides, and asks back about what still waits.</param>
    public static async Task<LookScene> MakeAsync(BrowserFixture browsers, IPage mira, IPage bo)
    {
        var held = await AskAsync(browsers, mira, "/?resource=orders-db&role=Read&for=1h&reason=Check%20stuck%20refunds");
        await mira.GetByTestId("give-back").WaitForAsync();
        var withdrawn = await AskAsync(browsers, mira, "/?resource=orders-db&role=Write&for=30m&reason=Not%20needed%20after%20all");
        await mira.GetByTestId("withdraw").ClickAsync();
        await mira.GetByTestId("withdraw").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await DenyAsync(browsers, bo, await AskAsync(browsers, mira, "/?resource=orders-db&role=Write&for=1h&reason=Look%20around"));
        var waiting = await AskAsync(browsers, mira, "/?resource=orders-db&role=Write&for=2h&ticket=INC-4821&reason=Requeue%20one%20refund");
        await AskAboutAsync(browsers, bo, waiting);
        return new LookScene(held, withdrawn, waiting);
    }

    private static async Task DenyAsync(BrowserFixture browsers, IPage page, string request)
    {
        await page.GotoAsync(browsers.Portal.AddressOf("bo") + "/approve/" + request);   // a page without a circuit
        await page.GetByTestId("deny").ClickAsync();
        await page.GetByTestId("deny-text").FillAsync("Read is enough for that");
        await page.GetByTestId("deny-send").ClickAsync();
        await page.GetByTestId("outcome").WaitForAsync();
    }

    private static async Task AskAboutAsync(BrowserFixture browsers, IPage page, string request)
    {
        await page.GotoAsync(browsers.Portal.AddressOf("bo") + "/approve/" + request);
        await page.GetByTestId("ask").ClickAsync();
        await page.GetByTestId("ask-text").FillAsync("Which refund is it, and does it have to be today?");
        await page.GetByTestId("ask-send").ClickAsync();
        await page.GetByTestId("said-request.question").WaitForAsync();
    }

    private static async Task<string> AskAsync(BrowserFixture browsers, IPage page, string link)
    {
        await browsers.GoAsync(page, "mira", link);
        await page.GetByTestId("request-access").ClickAsync();
        await page.WaitForURLAsync(new Regex("/requests/"));
        await page.GetByTestId("request-state").WaitForAsync();
        return new Uri(page.Url).Segments[^1];
    }
}
