using System.Text.RegularExpressions;
using JitPortal.TestKit.Servers;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>What goes wrong between a person and a page: nothing is lost, nothing is decided twice, nothing is unreadable.</summary>
public sealed class BadMomentStory(BrowserFixture browsers) : IClassFixture<BrowserFixture>
{
    private const string Reason = "Compare refund totals with the ledger, before the books are closed";

    [Fact]
    public async Task DoubleClick_OnAskAndOnGiveBack_CountsOnce()
    {
        var jon = await browsers.SignInAsync("jon");
        await browsers.GoAsync(jon, "jon", "/?resource=orders-db&role=Read&reason=Check%20stuck%20refunds");
        await jon.GetByTestId("request-access").DblClickAsync();
        await jon.GetByTestId("give-back").WaitForAsync();
        await browsers.GoAsync(jon, "jon", "/requests?q=stuck");
        (await jon.GetByTestId("requests").GetByRole(AriaRole.Link).CountAsync()).ShouldBe(1);

        await browsers.GoAsync(jon, "jon", "/access");
        await jon.GetByTestId("give-back").DblClickAsync();
        await jon.GetByTestId("ended").WaitForAsync();
        (await jon.GetByTestId("give-back-problem").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Click_BeforeTheCircuitIsThere_IsNotForgottenWhenItComes()
    {
        var lea = await browsers.SignInAsync("lea");
        var circuit = await HeldCircuit.OnAsync(lea);
        await lea.GotoAsync(browsers.Portal.AddressOf("lea") + "/audit");
        await circuit.AskedAsync();

        await lea.GetByTestId("audit").GetByRole(AriaRole.Link).First.ClickAsync();
        await lea.GetByTestId("event-heading").WaitForAsync();
        circuit.Release();
        await BrowserFixture.LiveAsync(lea);

        (await lea.GetByTestId("event-heading").IsVisibleAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task CircuitLostWhileTyping_ServerForgotThePage_TheTextComesBack()
    {
        await using var portal = new PortalProcess();
        await portal.StartAsync();
        var mira = await browsers.SignInAsync("mira", portal);
        await mira.GetByTestId("resource-orders-db").ClickAsync();
        await mira.GetByTestId("role-Write").CheckAsync();
        await mira.GetByTestId("length-30").CheckAsync();
        await mira.GetByTestId("reason").FillAsync(Reason);

        await portal.KillAsync();
        await mira.GetByText("Connection lost.").WaitForAsync();
        await portal.StartAsync();
        // The server has forgotten the circuit, so the page is loaded anew, and by itself.
        await mira.WaitForFunctionAsync("() => document.querySelector('[data-live=true]') && !document.documentElement.dataset.connection && document.querySelector('[data-brought]')");

        await Eventually.TrueAsync(async () => await mira.GetByTestId("reason").InputValueAsync() == Reason, "the reason is back");
        await Eventually.TrueAsync(() => mira.GetByTestId("length-30").IsCheckedAsync(), "the length is back");
        await mira.GetByTestId("request-access").ClickAsync();
        await mira.WaitForURLAsync(new Regex("/requests/"));
        await mira.GetByText(Reason).First.WaitForAsync();
        // What was sent is no draft any more.
        await Eventually.TrueAsync(() => mira.EvaluateAsync<bool>("Object.keys(sessionStorage).every(key => !key.startsWith('jitportal.draft'))"), "the draft is gone");
    }

    [Fact]
    public async Task Typing_SessionEndsAndSomebodyElseSignsIn_IsNotShownToThem()
    {
        var mira = await browsers.SignInAsync("mira");
        await mira.GetByTestId("resource-orders-db").ClickAsync();
        await mira.GetByTestId("reason").FillAsync(Reason);
        await mira.WaitForFunctionAsync("() => Object.keys(sessionStorage).some(key => key.startsWith('jitportal.draft'))");

        await mira.Context.ClearCookiesAsync();
        await mira.ReloadAsync();
        await mira.GetByTestId("person-bo").ClickAsync();
        await BrowserFixture.LiveAsync(mira);
        await mira.GetByTestId("resource-orders-db").ClickAsync();
        await mira.Locator("form[data-brought]").WaitForAsync();

        (await mira.GetByTestId("reason").InputValueAsync()).ShouldBeEmpty();
        (await mira.EvaluateAsync<bool>("Object.keys(sessionStorage).every(key => !key.startsWith('jitportal.draft'))")).ShouldBeTrue();
    }

    [Fact]
    public async Task BackButton_AfterAsking_ShowsTheCatalogueAndFilesNothingAgain()
    {
        var bo = await browsers.SignInAsync("bo");
        await bo.GetByTestId("resource-orders-db").ClickAsync();
        await bo.GetByTestId("role-Read").CheckAsync();
        await bo.GetByTestId("reason").FillAsync("Look at one order");
        await bo.GetByTestId("request-access").ClickAsync();
        await bo.WaitForURLAsync(new Regex("/requests/"));
        await bo.GetByTestId("request-state").WaitForAsync();

        await bo.GoBackAsync();
        await bo.GetByTestId("resources").WaitForAsync();
        await bo.GoForwardAsync();
        await bo.GetByTestId("request-state").WaitForAsync();

        await browsers.GoAsync(bo, "bo", "/requests?q=one%20order");
        (await bo.GetByTestId("requests").GetByRole(AriaRole.Link).CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task TwoTabs_DecideInOne_TheOtherSaysWhoWasFirst()
    {
        var (mira, id) = await AskAsync("mira", "Two%20tabs");
        var ann = await browsers.SignInAsync("ann");
        var stale = await ann.Context.NewPageAsync();
        await stale.GotoAsync(browsers.Portal.AddressOf("ann") + "/approve/" + id);   // a page of yesterday: plain, and never updated
        await browsers.GoAsync(ann, "ann", "/approvals?id=" + id);
        await ann.GetByTestId("deny").ClickAsync();
        await ann.GetByTestId("deny-form").GetByRole(AriaRole.Radio).First.CheckAsync();
        await ann.GetByTestId("deny-send").ClickAsync();
        await mira.GetByText("Not agreed").First.WaitForAsync();

        await stale.GetByTestId("approve").ClickAsync();

        await stale.GetByTestId("decision-problem").WaitForAsync();
        (await stale.GetByTestId("outcome").InnerTextAsync()).ShouldNotContain("Active");
        (await mira.GetByTestId("request-state").InnerTextAsync()).ShouldBe("Not agreed");
    }

    [Fact]
    public async Task Denial_OfWhoGoesOnToTheNextRequest_IsOfTheFirst()
    {
        var (_, first) = await AskAsync("mira", "The%20first%20of%20two");
        var (_, second) = await AskAsync("jon", "The%20second%20of%20two");
        var ann = await browsers.SignInAsync("ann");
        await browsers.GoAsync(ann, "ann", "/requests/" + first);
        await ann.GetByTestId("deny").ClickAsync();
        await ann.GetByTestId("deny-form").GetByRole(AriaRole.Radio).First.CheckAsync();
        await ann.GetByTestId("deny-send").ClickAsync();
        await ann.GetByTestId("undo-note").WaitForAsync();

        await ann.EvaluateAsync("request => Blazor.navigateTo(`/requests/${request}`)", second);

        await ann.GetByText("The second of two").First.WaitForAsync();
        await ann.GetByTestId("deny").WaitForAsync();   // and not under way already
        await browsers.GoAsync(ann, "ann", "/requests/" + first);
        await ann.GetByText("Not agreed").First.WaitForAsync();
        await browsers.GoAsync(ann, "ann", "/requests/" + second);
        await ann.GetByTestId("deny").ClickAsync();
        await ann.GetByTestId("deny-form").GetByRole(AriaRole.Radio).First.CheckAsync();
        await ann.GetByTestId("deny-send").ClickAsync();
        await ann.GetByText("Not agreed").First.WaitForAsync();
    }

    [Fact]
    public async Task BrowserClockAnHourOff_EveryTimeIsTheServers()
    {
        var mira = await browsers.SignInAsync("mira");
        await mira.Context.AddInitScriptAsync("{ const real = Date; const off = 3600000; globalThis.Date = class extends real { constructor(...a) { a.length ? super(...a) : super(real.now() + off); } static now() { return real.now() + off; } }; }");
        await browsers.GoAsync(mira, "mira", "/?resource=edge%20hosts&role=Deploy");
        var server = DateTimeOffset.Parse(await mira.EvaluateAsync<string>("fetch('/healthz/live').then(answer => answer.headers.get('date'))"), System.Globalization.CultureInfo.InvariantCulture);

        var end = DateTimeOffset.Parse((await mira.GetByTestId("ends-at").Locator("time").GetAttributeAsync("datetime"))!, System.Globalization.CultureInfo.InvariantCulture);

        (end - server).ShouldBeInRange(TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(65));
    }

    [Fact]
    public async Task GiveBack_WithoutACircuit_StillGivesBack()
    {
        var mira = await browsers.SignInAsync("mira");
        await browsers.GoAsync(mira, "mira", "/?resource=orders-db&role=Read&reason=Look%20at%20one%20more");
        await mira.GetByTestId("request-access").ClickAsync();
        await mira.GetByTestId("give-back").WaitForAsync();
        await browsers.GoAsync(mira, "mira", "/access");
        await mira.EvaluateAsync("Blazor.disconnect()");

        await mira.GetByTestId("give-back").First.ClickAsync();
        await mira.GetByText("Given back; it is being removed.").First.WaitForAsync();

        var later = await browsers.SignInAsync("mira");
        await browsers.GoAsync(later, "mira", "/access");
        await later.GetByTestId("ended").GetByText("Given back").First.WaitForAsync();
    }

    /// <returns>The page of whoever asks, and the request, which waits for Ann among others.</returns>
    private async Task<(IPage Page, string Request)> AskAsync(string who, string reason)
    {
        var page = await browsers.SignInAsync(who);
        await browsers.GoAsync(page, who, $"/?resource=orders-db&role=Write&reason={reason}");
        await page.GetByTestId("request-access").ClickAsync();
        await page.WaitForURLAsync(new Regex("/requests/"));
        return (page, new Uri(page.Url).Segments[^1]);
    }
}
