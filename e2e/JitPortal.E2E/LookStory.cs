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
        var (held, withdrawn, waiting) = await LookScene.MakeAsync(browsers, mira, bo);

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
}
