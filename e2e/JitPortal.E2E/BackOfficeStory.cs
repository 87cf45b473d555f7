using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>A web app that takes the portal's signed messages: ask, sign in there with what was revealed, and watch the open page die.</summary>
public sealed class BackOfficeStory(BrowserFixture browsers) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task AskForTheBackOffice_SignedInThere_PageDiesByItselfAtTheEnd()
    {
        var jon = await browsers.SignInAsync("jon");
        await AskForAMinuteAsync(jon);

        var secret = await OrdersAccess.RevealAsync(jon);
        var office = await jon.Context.RunAndWaitForPageAsync(() => jon.GetByTestId("open-page").ClickAsync());
        (await office.GetByTestId("login").InputValueAsync()).ShouldStartWith("jit_");
        await office.GetByTestId("password").FillAsync(secret);
        await office.GetByTestId("sign-in").ClickAsync();
        await office.GetByTestId("order-48211").WaitForAsync();
        (await office.GetByTestId("refund-48211").CountAsync()).ShouldBe(0, "a viewer pays nothing back");

        // Nothing is clicked: the page hears of it.
        await office.GetByText("This session was ended by JitPortal.").WaitForAsync(new() { Timeout = 150_000 });
        (await office.GetByRole(AriaRole.Heading).First.InnerTextAsync()).ShouldMatch("^Your access ended [0-9]{2}:[0-9]{2}$");
        await jon.GetByText("Ended: its time is over, verified on the target").WaitForAsync();
        await jon.GetByText("Open sessions ended: 1.").WaitForAsync();
        browsers.Portal.Output.ShouldNotContain(secret);
    }

    private static async Task AskForAMinuteAsync(IPage jon)
    {
        await jon.GetByText("orders back office").First.ClickAsync();
        await jon.GetByTestId("role-Viewer").CheckAsync();
        await jon.GetByTestId("length-other").CheckAsync();
        await jon.GetByTestId("length-text").FillAsync("1m");
        await jon.GetByTestId("reason").FillAsync("See where the order of Havn Café is");
        await jon.GetByText("This will be approved automatically.").WaitForAsync();
        await jon.GetByTestId("request-access").ClickAsync();
        await jon.WaitForURLAsync(new Regex("/requests/"));
    }
}
