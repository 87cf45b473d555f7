using Bunit;
using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Audit;
using JitPortal.Web.Shell;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Audit;

public sealed class WhoPageTests : Page
{
    private NavigationManager Address => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task Who_ARowIsOpened_TellsFromAskingToTheEvidenceAndKeepsTheQuestion()
    {
        var (mine, end) = await HeldAsync("Move the ledger");
        var other = await HeldAsync("Count the ledger");
        var page = Open(end.AddMilliseconds(-1));
        var row = page.WaitForElement($"[data-testid=who-open-{mine.Grant}]");
        page.FindAll("[data-testid=who-detail]").ShouldBeEmpty();
        page.FindAll($"[data-testid=who-open-{other.Held.Grant}]").ShouldBeEmpty("it was opened afterwards");

        var address = row.GetAttribute("href")!;
        address.ShouldContain("resource=ledger-db");
        Address.NavigateTo(address);
        page.Render();

        page.WaitForElement("[data-testid=who-detail]").TextContent.ShouldSatisfyAllConditions(
            text => text.ShouldContain("Mira Kovač, Write"), text => text.ShouldContain("Move the ledger"), text => text.ShouldContain("Bo Berg"),
            text => text.ShouldContain("Given back"), text => text.ShouldContain("Checked: gone"), text => text.ShouldContain(mine.Grant.ToString()));
        page.Find("[data-testid=who-timeline]").GetAttribute("href").ShouldBe($"/requests/{mine.Request}");
        page.Find("[data-testid=who-close]").GetAttribute("href").ShouldNotBeNull().ShouldNotContain("grant=");
    }

    [Fact]
    public async Task Who_ARowOfNowIsOpenedAndTheAccessEnds_StaysAndSaysSo()
    {
        var (_, grant) = await HoldAsync("Move the ledger");
        var page = Open(at: null);
        Address.NavigateTo(page.WaitForElement($"[data-testid=who-open-{grant}]").GetAttribute("href")!);
        page.Render();
        page.WaitForElement("[data-testid=who-detail]").TextContent.ShouldContain("not yet");

        await GiveBackAsync(grant);

        page.WaitForAssertion(() => page.Find("[data-testid=who-detail]").TextContent.ShouldContain("Given back"));
    }

    [Fact]
    public async Task Who_TheScaleOverTheBars_HasTheMomentInTheMiddleOnTheViewersClock()
    {
        var (_, end) = await HeldAsync("Move the ledger");
        var page = Open(end.AddMilliseconds(-1));

        var oslo = ViewerClock.In("Europe/Oslo", TimeProvider.System);
        var hours = page.WaitForElement("[data-testid=who-scale]").Children.Select(mark => mark.TextContent);
        hours.ShouldBe([oslo.Hour(end.AddHours(-6)), oslo.Hour(end), oslo.Hour(end.AddHours(6))]);
    }

    [Fact]
    public async Task Who_TwoOfOneName_AreTwoPeople()
    {
        var namesake = await Scene.SignInAsync(Portal, "mira2", Scene.Mira.Name, Domain.People.PortalRole.Requester);
        var end = Portal.Clock.Now().AddHours(1);
        foreach (var who in new[] { Scene.Mira, namesake })
            await Crowd.ActiveAsync(Portal, Oracle, Scene.Target, Scene.Asks, who, 1, _ => end);

        Open(Portal.Clock.Now()).WaitForElement("[data-testid=who-answer]").TextContent.ShouldStartWith("2 people had ledger-db");
    }

    [Fact]
    public async Task Who_MoreThanOnePage_SaysHowManyAndThatTheCountOfPeopleIsTheLeast()
    {
        var end = Portal.Clock.Now().AddHours(1);
        await Crowd.ActiveAsync(Portal, Oracle, Scene.Target, Scene.Asks, Scene.Mira, WhoHad.OnePage + 1, _ => end);

        var page = Open(Portal.Clock.Now());

        page.WaitForElement("[data-testid=who-cut]").TextContent.ShouldContain("500 of 501 are shown");
        page.Find("[data-testid=who-answer]").TextContent.ShouldStartWith("At least 1 person had ledger-db");
        page.Find("[data-testid=control-total]").TextContent.ShouldContain("501 of 501 grants");
    }

    [Theory]
    [InlineData("9999-12-31T23:59")]
    [InlineData("0001-01-01T00:00")]
    [InlineData("-0005-01-01T00:00Z")]
    public void Who_AtTheEndsOfTheCalendar_SaysWhatATimeIs(string at) =>
        Open(at).WaitForElement("[data-testid=who-refused]").TextContent.ShouldContain("is not a time");

    private IRenderedComponent<WhoPage> Open(DateTimeOffset at) => Open(at.ToString("O"));

    private IRenderedComponent<WhoPage> Open(string? at)
    {
        Services.AddSingleton(Get<WhoHad>());
        SignIn(Scene.Tove);
        Address.NavigateTo($"/audit/who?resource=ledger-db{(at is null ? "" : $"&at={Uri.EscapeDataString(at)}")}");
        return Show<WhoPage>(_ => { });
    }

    private async Task<((RequestId Request, GrantId Grant) Held, DateTimeOffset Ended)> HeldAsync(string reason)
    {
        var held = await HoldAsync(reason);
        return (held, await GiveBackAsync(held.Grant));
    }

    private async Task<(RequestId Request, GrantId Grant)> HoldAsync(string reason)
    {
        var request = await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(1), reason));
        await Scene.Must(Scene.ApproveAsync(Scene.Bo, request));
        var grant = new GrantId((await Scene.GrantOfAsync(request)).Id);
        await Scene.UntilAsync(grant.Value, GrantState.Active);
        return (request, grant);
    }

    private async Task<DateTimeOffset> GiveBackAsync(GrantId grant)
    {
        await Scene.Must(Get<GiveBackGrant>().RunAsync(Scene.Mira, grant, CancellationToken.None));
        return (await Scene.UntilAsync(grant.Value, GrantState.Ended)).EndedAt!.Value;
    }
}
