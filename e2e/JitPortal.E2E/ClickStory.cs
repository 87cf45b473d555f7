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
        await Clicks.BeginAsync(mira);
        await mira.GetByTestId("resource-orders-db").ClickAsync();
        await mira.GetByTestId("reason").FillAsync("Check stuck refunds");
        await mira.GetByTestId("request-access").ClickAsync();
        await mira.GetByTestId("give-back").WaitForAsync();
        (await Clicks.CountAsync(mira)).ShouldBe(2);

        // Longer: one, on the same grant.
        await browsers.GoAsync(mira, "mira", "/access");
        await mira.GetByTestId("extend-now").WaitForAsync();
        await Clicks.BeginAsync(mira);
        await mira.GetByTestId("extend-now").ClickAsync();
        await mira.GetByTestId("grant-outcome").WaitForAsync();
        (await Clicks.CountAsync(mira)).ShouldBe(1);

        // Given back: one, with undo.
        await Clicks.BeginAsync(mira);
        await mira.GetByTestId("give-back").ClickAsync();
        await mira.GetByTestId("ended").WaitForAsync();
        (await Clicks.CountAsync(mira)).ShouldBe(1);

        // The usual again: one.
        await browsers.GoAsync(mira, "mira", "/");
        await Clicks.BeginAsync(mira);
        await mira.GetByTestId("usual-request").ClickAsync();
        await mira.GetByTestId("give-back").WaitForAsync();
        (await Clicks.CountAsync(mira)).ShouldBe(1);

        // From a notification: the link, and one.
        await browsers.GoAsync(mira, "mira", "/?resource=orders-db&role=Write&for=30m&ticket=INC-4821&reason=Requeue%20one%20refund");
        (await mira.GetByTestId("reason").InputValueAsync()).ShouldBe("INC-4821: Requeue one refund");
        await mira.GetByTestId("request-access").ClickAsync();
        await mira.WaitForURLAsync(new Regex("/requests/"));
        await bo.GotoAsync(browsers.Portal.AddressOf("bo") + "/approve/" + new Uri(mira.Url).Segments[^1]);
        await Clicks.BeginAsync(bo);
        await bo.GetByTestId("approve").ClickAsync();
        await bo.GetByTestId("outcome").WaitForAsync();
        (await Clicks.CountAsync(bo)).ShouldBe(1);

        // Who had it: one question, an address that can be kept.
        await tove.GotoAsync(browsers.Portal.AddressOf("tove") + "/audit/who?resource=orders-db");
        (await tove.GetByTestId("who-answer").InnerTextAsync()).ShouldStartWith("1 person had orders-db");
    }
}
