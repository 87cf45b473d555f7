using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>
/// The pages of <see cref="LookPages"/>, light and dark, at four widths, with 300 entitlements and 40 requests that wait: nothing that axe finds, nothing to
/// push sideways, no control over another, and what the page is for in view.
/// </summary>
public sealed class LookStory(BrowserFixture browsers) : IClassFixture<BrowserFixture>
{
    private static readonly string[] Themes = ["light", "dark"];

    [Fact]
    public async Task Pages_InBothThemesAtFourWidths_AreAccessibleFitAndShowWhatTheyAreFor()
    {
        await Crowd.FillAsync(browsers.Portal);
        var gallery = new Gallery(Environment.GetEnvironmentVariable("JITPORTAL_SCREENSHOTS"));
        var (mira, bo) = (await browsers.SignInAsync("mira"), await browsers.SignInAsync("bo"));
        var held = await AskAsync(mira, "/?resource=orders-db&role=Read&for=1h&reason=Check%20stuck%20refunds");
        await mira.GetByTestId("give-back").WaitForAsync();
        var withdrawn = await AskAsync(mira, "/?resource=orders-db&role=Write&for=30m&reason=Not%20needed%20after%20all");
        await mira.GetByTestId("withdraw").ClickAsync();
        await mira.GetByText("Withdrawn").First.WaitForAsync();
        await DenyAsync(bo, await AskAsync(mira, "/?resource=orders-db&role=Write&for=1h&reason=Look%20around"));
        var waiting = await AskAsync(mira, "/?resource=orders-db&role=Write&for=2h&ticket=INC-4821&reason=Requeue%20one%20refund");
        await AskAboutAsync(bo, waiting);

        LookedAt[][] lists =
        [
            [.. LookPages.OfRequester(mira, held, waiting, withdrawn), .. LookPages.OfNobody(await browsers.NewPageAsync(new()))],
            [
                .. LookPages.OfApprover(bo, waiting, withdrawn),
                .. LookPages.OfAdministrator(await browsers.SignInAsync("tove")),
                .. LookPages.OfAuditor(await browsers.SignInAsync("lea")),
            ],
        ];
        var found = await Task.WhenAll(lists.Select(pages => LookAsync(pages, gallery)));
        await gallery.WriteIndexAsync();

        found.SelectMany(words => words).ShouldBeEmpty();
    }

    /// <summary>One page after the other; the lists go beside each other.</summary>
    private async Task<IReadOnlyList<string>> LookAsync(IReadOnlyList<LookedAt> pages, Gallery gallery)
    {
        var found = new List<string>();
        foreach (var page in pages)
        {
            foreach (var theme in Themes)
                found.AddRange(await page.LookAsync(browsers, theme, gallery));
        }
        return found;
    }

    private async Task DenyAsync(IPage page, string request)
    {
        await page.GotoAsync(browsers.Portal.AddressOf("bo") + "/approve/" + request);   // a page without a circuit
        await page.GetByTestId("deny").ClickAsync();
        await page.GetByTestId("deny-text").FillAsync("Read is enough for that");
        await page.GetByTestId("deny-send").ClickAsync();
        await page.GetByTestId("outcome").WaitForAsync();
    }

    private async Task AskAboutAsync(IPage page, string request)
    {
        await page.GotoAsync(browsers.Portal.AddressOf("bo") + "/approve/" + request);
        await page.GetByTestId("ask").ClickAsync();
        await page.GetByTestId("ask-text").FillAsync("Which refund is it, and does it have to be today?");
        await page.GetByTestId("ask-send").ClickAsync();
        await page.GetByTestId("said-request.question").WaitForAsync();
    }

    private async Task<string> AskAsync(IPage page, string link)
    {
        await browsers.GoAsync(page, "mira", link);
        await page.GetByTestId("request-access").ClickAsync();
        await page.WaitForURLAsync(new Regex("/requests/"));
        await page.GetByTestId("request-state").WaitForAsync();
        return new Uri(page.Url).Segments[^1];
    }
}
