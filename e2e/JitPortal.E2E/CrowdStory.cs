using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>The pages that grow, with 300 entitlements and 40 requests that wait: accessible, within the width, and still quick to use.</summary>
public sealed class CrowdStory(BrowserFixture browsers) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task PagesThatGrow_With300EntitlementsAnd40Waiting_FitAndStayUsable()
    {
        await Crowd.FillAsync(browsers.Portal);
        var (mira, bo, tove) = (await browsers.SignInAsync("mira"), await browsers.SignInAsync("bo"), await browsers.SignInAsync("tove"));
        var gallery = new Gallery(Environment.GetEnvironmentVariable("JITPORTAL_SCREENSHOTS"), "crowd.html");
        var found = new List<string>();
        LookedAt[] pages =
        [
            new("crowd-catalogue", mira, "mira", "/", "resources"),
            new("crowd-request", mira, "mira", "/?resource=orders-db&role=Read", "request-access"),
            new("crowd-approvals", bo, "bo", "/approvals", "approvals"),
            new("crowd-approval", bo, "bo", await FirstApprovalAsync(bo), "approve"),
            new("crowd-people", tove, "tove", "/admin/people", "people"),
            new("crowd-overview", tove, "tove", "/admin", "overview-summary"),
        ];
        foreach (var page in pages)
        {
            foreach (var theme in new[] { "light", "dark" })
                found.AddRange(await page.LookAsync(browsers, theme, gallery));
        }
        await gallery.WriteIndexAsync();
        found.ShouldBeEmpty();

        await bo.SetViewportSizeAsync(1440, 900);
        await browsers.GoAsync(bo, "bo", "/approvals");
        (await bo.GetByTestId("approvals").GetByRole(AriaRole.Link).CountAsync()).ShouldBe(40);
        await NamesKeepToThemselvesAsync(bo);

        // Far down in a long list, and found by a few letters.
        await mira.SetViewportSizeAsync(1440, 900);
        await browsers.GoAsync(mira, "mira", "/");
        await mira.GetByTestId("filter").FillAsync("service-299");
        await mira.GetByTestId("resource-service-299").ClickAsync();
        await mira.GetByTestId("request-panel").WaitForAsync();
    }

    /// <summary>A name keeps to itself: what stands beside it stays where it is, and nobody hides behind characters that are not seen.</summary>
    private static async Task NamesKeepToThemselvesAsync(IPage bo)
    {
        var list = bo.GetByTestId("approvals");
        var name = (await list.GetByText("ליאור כהן־לוי").First.BoundingBoxAsync())!;
        var avatar = (await list.Locator("a", new() { HasText = "ליאור" }).Locator(".avatar").First.BoundingBoxAsync())!;
        name.X.ShouldBeGreaterThan(avatar.X);
        (await list.GetByText("ZeroWidth Person", new() { Exact = true }).CountAsync()).ShouldBe(1);
    }

    private async Task<string> FirstApprovalAsync(IPage bo)
    {
        await browsers.GoAsync(bo, "bo", "/approvals");
        return (await bo.GetByTestId("approvals").GetByRole(AriaRole.Link).First.GetAttributeAsync("href"))!;
    }
}
