using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>Deciding from a link on a phone, with scripts switched off: no circuit can be lost where none is needed.</summary>
public sealed class PhoneStory(BrowserFixture browsers) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task ApproveFromALink_WithoutAnyScript_IsAFormPostAndCanBeTakenBack()
    {
        var jon = await browsers.SignInAsync("jon");
        var request = await AskAsync(jon);
        var phone = await browsers.OpenAsync("bo", new() { ViewportSize = new() { Width = 390, Height = 664 }, JavaScriptEnabled = false }, "/approve/" + request);

        // Looking decides nothing, however often.
        (await phone.GetByTestId("approval-reason").InnerTextAsync()).ShouldBe("Requeue one refund");
        await phone.ReloadAsync();
        (await jon.GetByTestId("request-state").InnerTextAsync()).ShouldBe("Waiting for approval");

        await phone.GetByTestId("deny").ClickAsync();
        await phone.GetByTestId("deny-send").ClickAsync();
        (await phone.GetByTestId("decision-problem").InnerTextAsync()).ShouldContain("Say why");

        await phone.GetByTestId("approve").ClickAsync();
        await phone.GetByTestId("outcome").WaitForAsync();
        await jon.GetByTestId("reveal").WaitForAsync();
        await phone.ReloadAsync();   // the same address tells the outcome, and sends nothing twice
        (await phone.GetByTestId("outcome").InnerTextAsync()).ShouldStartWith("Active, until");

        await phone.GetByTestId("take-back").ClickAsync();
        await jon.GetByText("Ended: revoked, verified on the target").WaitForAsync();
        await jon.GetByText("Taken back by the approver.").First.WaitForAsync();
    }

    [Fact]
    public async Task AskAndPassOnFromALink_WithoutAnyScript_DecideNothing()
    {
        var mira = await browsers.SignInAsync("mira");
        var request = await AskAsync(mira);
        var phone = await browsers.OpenAsync("bo", new() { ViewportSize = new() { Width = 390, Height = 664 }, JavaScriptEnabled = false }, "/approve/" + request);

        await phone.GetByTestId("ask").ClickAsync();
        await phone.GetByTestId("ask-text").FillAsync("Which refund is it?");
        await phone.GetByTestId("ask-send").ClickAsync();
        (await phone.GetByTestId("said-request.question").InnerTextAsync()).ShouldContain("Which refund is it?");
        (await mira.GetByTestId("question").InnerTextAsync()).ShouldBe("Which refund is it?");
        await mira.GetByTestId("answer-text").FillAsync("The one of INC-4821");
        await mira.GetByTestId("answer-send").ClickAsync();
        await mira.GetByTestId("questions").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await phone.GetByTestId("pass-on").ClickAsync();
        await phone.GetByTestId("pass-on-send").ClickAsync();   // nobody was chosen
        (await phone.GetByTestId("decision-problem").InnerTextAsync()).ShouldContain("Choose somebody who may decide it");
        await phone.GetByTestId("pass-on-to").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await phone.GetByTestId("pass-on-send").ClickAsync();
        await phone.GetByTestId("said-request.passed-on").WaitForAsync();
        (await phone.GetByTestId("thread").InnerTextAsync()).ShouldMatch("(?s)Which refund is it.+The one of INC-4821.+Passed on to Ann Lowe");

        // Enter in a field presses the first button of a form; none of those that decide is that.
        await phone.GetByTestId("deny").ClickAsync();
        await phone.GetByTestId("deny-text").FillAsync("Not sure yet");
        await phone.GetByTestId("deny-text").PressAsync("Enter");
        await phone.ReloadAsync();
        (await mira.GetByTestId("request-state").InnerTextAsync()).ShouldBe("Waiting for approval");
        await phone.GetByTestId("deny").ClickAsync();
        await phone.GetByTestId("deny-No ticket").CheckAsync();
        await phone.GetByTestId("deny-send").ClickAsync();
        await phone.GetByTestId("outcome").WaitForAsync();
    }

    private static async Task<string> AskAsync(IPage jon)
    {
        await jon.GetByTestId("resource-orders-db").ClickAsync();
        await jon.GetByTestId("role-Write").CheckAsync();
        await jon.GetByTestId("reason").FillAsync("Requeue one refund");
        await jon.GetByTestId("request-access").ClickAsync();
        await jon.WaitForURLAsync(new Regex("/requests/"));
        await jon.GetByTestId("request-state").WaitForAsync();
        return new Uri(jon.Url).Segments[^1];
    }
}
