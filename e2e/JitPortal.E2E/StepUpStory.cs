using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>A rule asks for a second factor: whoever asks or decides is sent to the issuer for it, and what they had begun goes on by itself.</summary>
public sealed class StepUpStory(BrowserFixture browsers) : IClassFixture<BrowserFixture>
{
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

    [Fact]
    public async Task Decide_BelowTheLevelOfTheStage_IsSentToTheIssuerAndTheVoteIsCastOnTheWayBack()
    {
        var (jon, tove, uma, bo) = (await browsers.SignInAsync("jon"), await browsers.SignInAsync("tove"), await browsers.SignInAsync("uma"), await browsers.SignInAsync("bo"));
        await GuardRefundsAsync(tove, uma);

        var inInbox = await AskAsync(jon);
        await browsers.GoAsync(bo, "bo", "/approvals?id=" + inInbox);
        await bo.GetByTestId("step-up-ahead").WaitForAsync();
        await bo.GetByTestId("approve").ClickAsync();
        (await bo.GetByTestId("second-factor").IsCheckedAsync()).ShouldBeTrue("the issuer was told what is wanted");
        await bo.GetByTestId("person-bo").ClickAsync();
        await bo.WaitForURLAsync(browsers.Portal.AddressOf("bo") + "/requests/" + inInbox);
        await bo.GetByText("In the inbox, with a multi-factor sign-in.").WaitForAsync();
        await jon.GetByTestId("give-back").ClickAsync();
        await jon.GetByText("Ended: given back, verified on the target").WaitForAsync();   // nobody holds one access twice

        var onPhone = await AskAsync(jon);
        var phone = await browsers.OpenAsync("ann", new() { ViewportSize = new() { Width = 390, Height = 664 }, JavaScriptEnabled = false }, "/approve/" + onPhone);
        await phone.GetByTestId("step-up-ahead").WaitForAsync();
        await phone.GetByTestId("approve").ClickAsync();
        await phone.GetByTestId("person-ann").ClickAsync();
        await phone.WaitForURLAsync(browsers.Portal.AddressOf("ann") + "/approve/" + onPhone);
        await phone.GetByText("On the page for phones, with a multi-factor sign-in.").WaitForAsync();
        await jon.GetByTestId("reveal").WaitForAsync();
    }

    private Task RequireSecondFactorAsync(IPage tove, IPage uma) => PublishAsync(tove, uma, "A second factor for reading", async () =>
    {
        await browsers.GoAsync(tove, "tove", "/policies/new?template=empty");
        await tove.GetByTestId("kind-appliesTo").SelectOptionAsync("matching");
        await tove.GetByTestId("add-appliesTo").SelectOptionAsync("role");
        await tove.GetByTestId("appliesTo.role").FillAsync("Read");
        await tove.GetByTestId("add-require").ClickAsync();
        await tove.GetByTestId("add-rules[0].effect").SelectOptionAsync("assurance");
        await tove.GetByTestId("rules[0].effect.assurance").SelectOptionAsync("multiFactor");
    });

    private Task GuardRefundsAsync(IPage tove, IPage uma) => PublishAsync(tove, uma, "Refunds by a second factor", async () =>
    {
        await browsers.GoAsync(tove, "tove", "/policies/new?template=write-by-owner");
        await tove.GetByTestId("rules[0].effect.stages[0].approvers[0].name").FillAsync("database-owners");
        await tove.GetByTestId("appliesTo.role").FillAsync("Refund clerk");
        await tove.GetByTestId("rules[0].effect.longest").FillAsync("12 h");   // of two that ask one person each, the longer is taken
        await tove.GetByTestId("add-rules[0].effect.stages[0]").SelectOptionAsync("assurance");
        await tove.GetByTestId("rules[0].effect.stages[0].assurance").SelectOptionAsync("multiFactor");
    });

    /// <summary>Written by one administrator and confirmed by the other.</summary>
    private async Task PublishAsync(IPage tove, IPage uma, string policy, Func<Task> write)
    {
        await write();
        await tove.GetByTestId("policy-name").FillAsync(policy);
        await tove.GetByTestId("policy-name").BlurAsync();
        await tove.GetByTestId("policy-words").WaitForAsync();
        await tove.GetByTestId("propose").ClickAsync();
        await tove.GetByTestId("draft-state").GetByText("Waits for confirmation").WaitForAsync();
        await browsers.GoAsync(uma, "uma", "/policies");
        await uma.GetByTestId($"policy-{policy}").ClickAsync();
        await uma.GetByTestId("confirm-policy").ClickAsync();
        await uma.GetByTestId("in-force").GetByText("v1 in force").WaitForAsync();
    }

    private async Task<string> AskAsync(IPage jon)
    {
        await browsers.GoAsync(jon, "jon", "/?resource=orders%20back%20office&role=Refund%20clerk&for=15m&reason=Pay%20one%20refund%20back");
        await jon.GetByTestId("preview-NeedsApproval").WaitForAsync();
        await jon.GetByTestId("request-access").ClickAsync();
        await jon.WaitForURLAsync(new Regex("/requests/"));
        await jon.GetByTestId("request-state").WaitForAsync();
        return new Uri(jon.Url).Segments[^1];
    }
}
