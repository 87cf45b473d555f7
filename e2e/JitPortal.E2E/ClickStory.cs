using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>What it costs a person, counted by the browser: a click more than promised fails.</summary>
public sealed class ClickStory(BrowserFixture browsers) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Tasks_CostNoMoreClicksThanPromised()
    {
        var (mira, bo, tove) = (await browsers.SignInAsync("mira"), await browsers.SignInAsync("bo"), await browsers.SignInAsync("tove"));

        // Something new: the resource and the button, and a reason typed between them.
        await CountAsync(mira);
        await mira.GetByTestId("resource-orders-db").ClickAsync();
        await mira.GetByTestId("reason").FillAsync("Check stuck refunds");
        await mira.GetByTestId("request-access").ClickAsync();
        await mira.GetByTestId("give-back").WaitForAsync();
        (await ClicksAsync(mira)).ShouldBe(2);

        // Longer: one, on the same grant.
        await browsers.GoAsync(mira, "mira", "/access");
        await mira.GetByTestId("extend-now").WaitForAsync();
        await CountAsync(mira);
        await mira.GetByTestId("extend-now").ClickAsync();
        await mira.GetByTestId("grant-outcome").WaitForAsync();
        (await ClicksAsync(mira)).ShouldBe(1);

        // Given back: one, with undo.
        await CountAsync(mira);
        await mira.GetByTestId("give-back").ClickAsync();
        await mira.GetByTestId("ended").WaitForAsync();
        (await ClicksAsync(mira)).ShouldBe(1);

        // The usual again: one.
        await browsers.GoAsync(mira, "mira", "/");
        await CountAsync(mira);
        await mira.GetByTestId("usual-request").ClickAsync();
        await mira.GetByTestId("give-back").WaitForAsync();
        (await ClicksAsync(mira)).ShouldBe(1);

        // From a notification: the link, and one.
        await browsers.GoAsync(mira, "mira", "/?resource=orders-db&role=Write&for=30m&ticket=INC-4821&reason=Requeue%20one%20refund");
        (await mira.GetByTestId("reason").InputValueAsync()).ShouldBe("INC-4821: Requeue one refund");
        await mira.GetByTestId("request-access").ClickAsync();
        await mira.WaitForURLAsync(new Regex("/requests/"));
        await bo.GotoAsync(browsers.Portal.AddressOf("bo") + "/approve/" + new Uri(mira.Url).Segments[^1]);
        await CountAsync(bo);
        await bo.GetByTestId("approve").ClickAsync();
        await bo.GetByTestId("outcome").WaitForAsync();
        (await ClicksAsync(bo)).ShouldBe(1);

        // Who had it: one question, an address that can be kept.
        await tove.GotoAsync(browsers.Portal.AddressOf("tove") + "/audit/who?resource=orders-db");
        (await tove.GetByTestId("who-answer").InnerTextAsync()).ShouldStartWith("1 person had orders-db");
    }

    /// <summary>Counted where the browser hands the event out, so a click that leads to another page counts too.</summary>
    private static async Task CountAsync(IPage page)
    {
        await page.EvaluateAsync("sessionStorage.setItem('clicks', '0')");
        await page.EvaluateAsync("window.counting ??= (addEventListener('pointerdown', () => sessionStorage.setItem('clicks', Number(sessionStorage.getItem('clicks')) + 1), true), true)");
    }

    private static async Task<int> ClicksAsync(IPage page) => int.Parse(await page.EvaluateAsync<string>("sessionStorage.getItem('clicks')"), System.Globalization.CultureInfo.InvariantCulture);
}
