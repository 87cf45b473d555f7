using Bunit;
using JitPortal.Application.Approvals;
using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Catalog;
using JitPortal.Web.Requests;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Requests;

public sealed class RequestPanelTests : Page
{
    private RequestId? filed;

    [Fact]
    public async Task Panel_AutomaticRole_SaysSoBeforehandAndFiles()
    {
        var panel = await PanelAsync("stock-db");

        panel.WaitForElement("[data-testid=preview-Automatic]");
        await panel.Find("[data-testid=reason]").InputAsync("Check stuck refunds");
        await panel.Find("[data-testid=request-panel]").SubmitAsync();

        var request = (await Get<ReadRequest>().RunAsync(Scene.Mira, filed!.Value, CancellationToken.None)).Value;
        request.Summary.State.ShouldBe(RequestState.Approved);
        request.Summary.Reason.ShouldBe("Check stuck refunds");
        request.Summary.Duration.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Panel_LongerThanAutomatic_IsRefusedBeforehandAndCannotBeSent()
    {
        var panel = await PanelAsync("stock-db");

        await panel.Find("[data-testid=length-240]").ChangeAsync(true);

        panel.WaitForElement("[data-testid=preview-Refused]");
        panel.Find("[data-testid=request-access]").HasAttribute("disabled").ShouldBeTrue();
        await panel.Find("[data-testid=request-panel]").SubmitAsync();
        filed.ShouldBeNull();
    }

    [Fact]
    public async Task Panel_OnesOwnStandInWouldHaveToDecide_SaysSoBeforehand()
    {
        await Scene.Must(Get<GoAway>().RunAsync(Scene.Mira, new AwayForm(Scene.Bo.Id, null, Portal.Clock.Now() + TimeSpan.FromHours(1)), CancellationToken.None));

        var panel = await PanelAsync("ledger-db");
        await panel.Find("[data-testid=reason]").InputAsync("Check stuck refunds");

        panel.WaitForElement("[data-testid=preview-against]").TextContent.ShouldContain("Come back first");
    }

    [Fact]
    public async Task Panel_TypedLength_IsReadAsPeopleWriteIt()
    {
        var panel = await PanelAsync("stock-db");

        await panel.Find("[data-testid=length-other]").ChangeAsync(true);
        await panel.Find("[data-testid=length-text]").InputAsync("1h30");

        panel.Find("[data-testid=ends-at]").TextContent.ShouldStartWith("1 h 30 min");
    }

    [Fact]
    public async Task Panel_LengthBeyondTheCalendar_IsRefusedAtItsFieldAndThePageStays()
    {
        var panel = await PanelAsync("stock-db");

        await panel.Find("[data-testid=length-other]").ChangeAsync(true);
        await panel.Find("[data-testid=length-text]").InputAsync("9999999d");

        panel.WaitForElement("[data-testid=length-error]").TextContent.ShouldContain("Ask for 1 min to 30 d.");
        panel.FindAll("[data-testid=ends-at]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Panel_TheButtonForPhones_SaysHowLongAndUntilWhen()
    {
        var panel = await PanelAsync("stock-db");

        await panel.Find("[data-testid=length-30]").ChangeAsync(true);

        panel.Find("[data-testid=request-access] .until").TextContent.ShouldMatch("^Request 30 min, until .*[0-9]{2}:[0-9]{2}$");
    }

    [Fact]
    public async Task Panel_LengthThatCannotBeRead_SaysWhatCan()
    {
        var panel = await PanelAsync("stock-db");

        await panel.Find("[data-testid=length-other]").ChangeAsync(true);
        await panel.Find("[data-testid=length-text]").InputAsync("soon");

        panel.Find("[data-testid=length-error]").TextContent.ShouldContain("90m");
        panel.Find("[data-testid=request-access]").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public async Task Panel_AskedInAnotherTabMeanwhile_ShowsTheRefusalAndKeepsTheText()
    {
        var panel = await PanelAsync("ledger-db");
        await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(1), "An earlier request"));

        await panel.Find("[data-testid=reason]").InputAsync("Once more please");
        panel.WaitForElement("[data-testid=preview-NeedsApproval]");
        await panel.Find("[data-testid=request-panel]").SubmitAsync();

        panel.Find("[data-testid=request-refused]").TextContent.ShouldNotBeNullOrWhiteSpace();
        panel.Find("[data-testid=reason]").GetAttribute("value").ShouldBe("Once more please");
        filed.ShouldBeNull();
    }

    [Fact]
    public async Task Panel_SentBeforeThePauseInTyping_IsJudgedAsItStandsAndFiledOnce()
    {
        var panel = await PanelAsync("ledger-db");
        panel.WaitForElement("[data-testid=preview-reason-missing]").TextContent.ShouldContain("Say why you need it");
        panel.Find("[data-testid=request-access]").HasAttribute("disabled").ShouldBeTrue();

        var typing = panel.Find("[data-testid=reason]").InputAsync("Move the ledger");
        var form = panel.Find("[data-testid=request-panel]");
        await Task.WhenAll(form.SubmitAsync(), form.SubmitAsync());
        await typing;

        filed.ShouldNotBeNull();
        (await Get<ListRequests>().RunAsync(Scene.Mira, before: null, 10, CancellationToken.None)).ShouldHaveSingleItem().Reason.ShouldBe("Move the ledger");
    }

    [Fact]
    public async Task Panel_NeedsAStrongerSignIn_SaysItOnceInPlaceOfAskingAgainUntilSomethingIsChanged()
    {
        await Scene.PublishAsync("sure", [Scene.Automatic], new Rule("sure", new Effect.Require(Assurance: AssuranceLevel.MultiFactor), new Condition.Always()));
        var panel = await PanelAsync("stock-db");
        await panel.Find("[data-testid=reason]").InputAsync("Check stuck refunds");

        await panel.Find("[data-testid=request-panel]").SubmitAsync();

        panel.Find("[data-testid=step-up]").TextContent.ShouldContain("multi-factor sign-in");
        panel.FindAll("[data-testid=preview], [data-testid=request-access]").ShouldBeEmpty();
        await panel.Find("[data-testid=reason]").InputAsync("Check stuck refunds again");
        panel.WaitForElement("[data-testid=request-access]");
        panel.FindAll("[data-testid=step-up]").ShouldBeEmpty();
        filed.ShouldBeNull();
    }

    [Fact]
    public async Task Panel_AskedAlready_LeadsToThatRequest()
    {
        var request = await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(1)));

        var panel = await PanelAsync("ledger-db");

        panel.Find("[data-testid=asked-already] a").GetAttribute("href").ShouldBe($"/requests/{request}");
        panel.FindAll("[data-testid=request-access], [data-testid=preview]").ShouldBeEmpty();
        panel.FindAll("[data-testid=held-already]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Panel_HeldAlready_LeadsToIt()
    {
        await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Automatic, TimeSpan.FromHours(1)));

        var panel = await PanelAsync("stock-db");

        panel.Find("[data-testid=held-already] a").GetAttribute("href").ShouldBe("/access");
        panel.FindAll("[data-testid=request-access], [data-testid=preview]").ShouldBeEmpty();
        panel.FindAll("[data-testid=asked-already]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Panel_AnotherRoleIsChosenElsewhere_SaysWhatBecomesOfThatOne()
    {
        var panel = await PanelAsync("stock-db");
        panel.WaitForElement("[data-testid=preview-Automatic]");

        var other = CatalogGroup.Of(await Get<ListCatalog>().RunAsync(Scene.Mira, CancellationToken.None)).Single(g => g.Resource == "ledger-db");
        await panel.Find("[data-testid=reason]").InputAsync("Check stuck refunds");
        panel.Render(p => p.Add(c => c.Group, other).Add(c => c.Item, other.Roles[0]));

        panel.WaitForElement("[data-testid=preview-NeedsApproval]");
        panel.FindAll("[data-testid=preview-Automatic]").ShouldBeEmpty();
        panel.Find("[data-testid=reason]").GetAttribute("value").ShouldBe("Check stuck refunds", "what was typed stays");
    }

    [Fact]
    public async Task Panel_APolicyIsPublishedMeanwhile_SaysWhatHoldsByThen()
    {
        var panel = await PanelAsync("stock-db");
        panel.WaitForElement("[data-testid=preview-Automatic]");

        await Scene.PublishAsync("closed", [Scene.Automatic], new Rule("no", new Effect.Refuse("Closed for the audit."), new Condition.Always()));
        var read = CatalogGroup.Of(await Get<ListCatalog>().RunAsync(Scene.Mira, CancellationToken.None)).Single(g => g.Resource == "stock-db");
        panel.Render(p => p.Add(c => c.Group, read).Add(c => c.Item, read.Roles[0]));

        panel.WaitForElement("[data-testid=preview-Refused]").TextContent.ShouldContain("Closed for the audit.");
    }

    [Fact]
    public async Task Panel_OfAStoppedPerson_SaysSoToThemAndCannotBeSent()
    {
        await Scene.Must(Get<PlaceLock>().RunAsync(Scene.Tove, LockScope.Of(Scene.Mira.Id), "A laptop was stolen", CancellationToken.None));

        var panel = await PanelAsync("stock-db");

        panel.WaitForElement("[data-testid=preview-hopeless]").TextContent.ShouldContain("All your access is locked. Ask an administrator.");
        panel.Find("[data-testid=request-access]").HasAttribute("disabled").ShouldBeTrue();
    }

    private async Task<IRenderedComponent<RequestPanel>> PanelAsync(string resource)
    {
        SignIn(Scene.Mira);
        var group = CatalogGroup.Of(await Get<ListCatalog>().RunAsync(Scene.Mira, CancellationToken.None)).Single(g => g.Resource == resource);
        return Show<RequestPanel>(p => p
            .Add(c => c.Group, group)
            .Add(c => c.Item, group.Roles[0])
            .Add(c => c.OnFiled, id => filed = id));
    }
}
