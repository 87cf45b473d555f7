using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>A rule asks for a second factor: whoever asks is sent to the issuer for it, and what they had filled in goes on by itself.</summary>
public sealed class StepUpStory(BrowserFixture browsers) : IClassFixture<BrowserFixture>
{
    private const string Policy = "A second factor for everything";
    private const string Reason = "Compare refund totals with the ledger";

    [Fact]
    public async Task Ask_BelowTheLevel_IsSentToTheIssuerAndTheDraftGoesOnByItself()
    {
        var (mira, tove, uma) = (await browsers.SignInAsync("mira"), await browsers.SignInAsync("tove"), await browsers.SignInAsync("uma"));
        await RequireSecondFactorAsync(tove, uma);
        await browsers.GoAsync(mira, "mira", "/?resource=orders-db&role=Read&for=15m");
        await mira.GetByTestId("reason").FillAsync(Reason);
        await mira.GetByTestId("request-access").ClickAsync();

        (await mira.GetByTestId("step-up").InnerTextAsync()).ShouldNotBeEmpty();
        await mira.GetByTestId("step-up-begin").ClickAsync();
        (await mira.GetByTestId("second-factor").IsCheckedAsync()).ShouldBeTrue("the issuer was told what is wanted");
        await mira.GetByTestId("person-mira").ClickAsync();

        await mira.WaitForURLAsync(new Regex("/requests/"));
        await mira.GetByTestId("reveal").WaitForAsync();
        await mira.GetByText(Reason).First.WaitForAsync();   // as it was typed before
    }

    private async Task RequireSecondFactorAsync(IPage tove, IPage uma)
    {
        await browsers.GoAsync(tove, "tove", "/policies/new?template=empty");
        await tove.GetByTestId("policy-name").FillAsync(Policy);
        await tove.GetByTestId("add-require").ClickAsync();
        await tove.GetByTestId("add-rules[0].effect").SelectOptionAsync("assurance");
        await tove.GetByTestId("rules[0].effect.assurance").SelectOptionAsync("multiFactor");
        await tove.GetByTestId("policy-words").WaitForAsync();
        await tove.GetByTestId("propose").ClickAsync();
        await tove.GetByTestId("draft-state").GetByText("Waits for confirmation").WaitForAsync();
        await browsers.GoAsync(uma, "uma", "/policies");
        await uma.GetByTestId($"policy-{Policy}").ClickAsync();
        await uma.GetByTestId("confirm-policy").ClickAsync();
        await uma.GetByTestId("in-force").GetByText("v1 in force").WaitForAsync();
    }
}
