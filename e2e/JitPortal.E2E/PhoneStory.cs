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
