using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>A rule asks for a second factor: whoever asks or decides is sent to the issuer for it, and what they had begun goes on by itself.</summary>
public sealed class StepUpStory(BrowserFixture browsers) : IClassFixture<BrowserFixture>
{
    private const string Reason = "Compare refund totals with the ledger";
    private readonly Gallery gallery = new(Environment.GetEnvironmentVariable("JITPORTAL_SCREENSHOTS"));

    [Fact]
    public async Task Ask_BelowTheLevel_IsSentToTheIssuerAndTheDraftGoesOnByItself()
    {
        var (mira, tove, uma) = (await browsers.SignInAsync("mira"), await browsers.SignInAsync("tove"), await browsers.SignInAsync("uma"));
        await RequireSecondFactorAsync(tove, uma, "Read");
        const string draft = "/?resource=orders-db&role=Read&for=15m";
        await LookAsync(new("step-up-ask", mira, "mira", draft, "step-up-begin", p => AskAsync(p, Reason)));
        await browsers.GoAsync(mira, "mira", draft);
        await AskAsync(mira, Reason);

        (await mira.GetByTestId("step-up").InnerTextAsync()).ShouldNotBeEmpty();
        await mira.GetByTestId("step-up-begin").ClickAsync();
        (await mira.GetByTestId("second-factor").IsCheckedAsync()).ShouldBeTrue("the issuer was told what is wanted");
        await mira.GetByTestId("second-factor").UncheckAsync();
        await mira.GetByTestId("person-mira").ClickAsync();
        await mira.GetByTestId("step-up-again").WaitForAsync();   // came back without it: nothing is lost
        await LookAsync(new("step-up-missing", mira, "mira", new Uri(mira.Url).AbsolutePath, "step-up-again"));
        await mira.GetByTestId("step-up-again").ClickAsync();
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

        var inInbox = await AskForRefundsAsync(jon);
        await LookAsync(new("step-up-inbox", bo, "bo", "/approvals?id=" + inInbox, "approve"));
        await LookAsync(new("step-up-phone", bo, "bo", "/approve/" + inInbox, "approve"));
        await browsers.GoAsync(bo, "bo", "/approvals?id=" + inInbox);
        await bo.GetByTestId("step-up-ahead").WaitForAsync();
        await bo.GetByTestId("approve").ClickAsync();
        (await bo.GetByTestId("second-factor").IsCheckedAsync()).ShouldBeTrue("the issuer was told what is wanted");
        await bo.GetByTestId("person-bo").ClickAsync();
        await bo.WaitForURLAsync(browsers.Portal.AddressOf("bo") + "/requests/" + inInbox);
        await bo.GetByText("In the inbox, with a multi-factor sign-in.").WaitForAsync();
        await jon.GetByTestId("give-back").WaitForAsync();
        await LookAsync(new("step-up-held", jon, "jon", "/requests/" + inInbox, "request-state"));
        await browsers.GiveBackAsync(jon, "jon", inInbox);

        var onPhone = await AskForRefundsAsync(jon);
        var phone = await browsers.OpenAsync("ann", new() { ViewportSize = new() { Width = 390, Height = 664 }, JavaScriptEnabled = false }, "/approve/" + onPhone);
        await phone.GetByTestId("step-up-ahead").WaitForAsync();
        await phone.GetByTestId("approve").ClickAsync();
        await phone.GetByTestId("person-ann").ClickAsync();
        await phone.WaitForURLAsync(browsers.Portal.AddressOf("ann") + "/approve/" + onPhone);
        await phone.GetByText("On the page for phones, with a multi-factor sign-in.").WaitForAsync();
        await jon.GetByTestId("reveal").WaitForAsync();
    }

    [Fact]
    public async Task Decide_SecondFactorIsAskedForByNow_RequesterGivesItAndItOpens()
    {
        var (jon, tove, uma, bo) = (await browsers.SignInAsync("jon"), await browsers.SignInAsync("tove"), await browsers.SignInAsync("uma"), await browsers.SignInAsync("bo"));
        var request = await AskForAsync(jon, "orders-db", "Write");
        await RequireSecondFactorAsync(tove, uma, "Write");

        await browsers.GoAsync(bo, "bo", "/approvals?id=" + request);
        await bo.GetByTestId("approve").ClickAsync();
        await jon.GetByTestId("confirm").WaitForAsync();   // the page that was open all the time
        await LookAsync(new("step-up-confirm", jon, "jon", "/requests/" + request, "confirm"));
        await jon.GetByTestId("confirm").ClickAsync();
        (await jon.GetByTestId("second-factor").IsCheckedAsync()).ShouldBeTrue("the issuer was told what is wanted");
        await jon.GetByTestId("person-jon").ClickAsync();

        await jon.WaitForURLAsync(browsers.Portal.AddressOf("jon") + "/requests/" + request);
        await jon.GetByTestId("reveal").WaitForAsync();
        await jon.GetByText("The policies ask for a multi-factor sign-in by now.").WaitForAsync();   // the story keeps it
        await ShowElsewhereAsync(request);
    }

    /// <summary>Another browser of the holder's, signed in without a second factor, is shown the password only after one.</summary>
    private async Task ShowElsewhereAsync(string request)
    {
        var jon = await browsers.SignInAsync("jon");
        await browsers.GoAsync(jon, "jon", "/requests/" + request);
        await jon.GetByTestId("secret-step-up").WaitForAsync();
        await LookAsync(new("step-up-secret", jon, "jon", "/requests/" + request, "reveal"));
        await jon.GetByTestId("reveal").ClickAsync();
        await jon.GetByTestId("person-jon").ClickAsync();

        await jon.WaitForURLAsync(browsers.Portal.AddressOf("jon") + "/requests/" + request);
        await BrowserFixture.LiveAsync(jon);
        await jon.GetByTestId("reveal").ClickAsync();
        await jon.GetByTestId("secret-shown").WaitForAsync();
    }

    private Task RequireSecondFactorAsync(IPage tove, IPage uma, string role) => PublishAsync(tove, uma, $"A second factor for {role}", async () =>
    {
        await browsers.GoAsync(tove, "tove", "/policies/new?template=empty");
        await tove.GetByTestId("kind-appliesTo").SelectOptionAsync("matching");
        await tove.GetByTestId("add-appliesTo").SelectOptionAsync("role");
        await tove.GetByTestId("appliesTo.role").FillAsync(role);
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

    /// <summary>In both themes at every width; afterwards the page is as wide as before.</summary>
    private async Task LookAsync(LookedAt at)
    {
        foreach (var theme in (string[])["dark", "light"])
            (await at.LookAsync(browsers, theme, gallery)).ShouldBeEmpty();
        await at.Page.SetViewportSizeAsync(1440, 900);
    }

    private static async Task AskAsync(IPage page, string reason)
    {
        await page.GetByTestId("reason").FillAsync(reason);
        await page.GetByTestId("request-access").ClickAsync();
    }

    private Task<string> AskForRefundsAsync(IPage jon) => AskForAsync(jon, "orders back office", "Refund clerk");

    private async Task<string> AskForAsync(IPage jon, string resource, string role)
    {
        await browsers.GoAsync(jon, "jon", $"/?resource={Uri.EscapeDataString(resource)}&role={Uri.EscapeDataString(role)}&for=15m&reason=Pay%20one%20refund%20back");
        await jon.GetByTestId("preview-NeedsApproval").WaitForAsync();
        await jon.GetByTestId("request-access").ClickAsync();
        await jon.WaitForURLAsync(new Regex("/requests/"));
        await jon.GetByTestId("request-state").WaitForAsync();
        return new Uri(jon.Url).Segments[^1];
    }
}
