using Bunit;
using JitPortal.Application.Approvals;
using JitPortal.Application.Notices;
using JitPortal.Application.Requests;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Approvals;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Approvals;

public sealed class DecidedPageTests : Page
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Decided_ShorterDeniedAndTakenBack_SaysWhoAndHowAndLeadsToTheRequest()
    {
        var mine = await AskedAsync(Scene.Mira);
        await Scene.Must(Scene.ApproveAsync(Scene.Bo, mine, Hour / 2));
        var denied = await AskedAsync(Scene.Jon);
        await Scene.Must(Scene.DenyAsync(Scene.Ann, denied, "Wrong person"));
        var takenBack = await AskedAsync(Scene.Tove);
        await Scene.Must(Get<WithdrawRequest>().RunAsync(Scene.Tove, takenBack, CancellationToken.None));
        var page = Open("/approvals/decided");

        page.WaitForAssertion(() => Rows(page).ShouldBe(3));
        page.Find($"[data-testid=decided-{takenBack}]").TextContent.ShouldContain("Tove Dahl took it back, today ");
        page.Find($"[data-testid=decided-{mine}]").ShouldSatisfyAllConditions(
            row => row.GetAttribute("href").ShouldBe($"/requests/{mine}"), row => row.TextContent.ShouldContain("You approved 30 min of 1 h"), row => row.TextContent.ShouldContain("REQ-"));
        page.Find($"[data-testid=decided-{denied}]").TextContent.ShouldSatisfyAllConditions(
            text => text.ShouldContain("Ann Lowe denied it: “Wrong person”, today "), text => text.ShouldContain("Not agreed"), text => text.ShouldContain("Jon Sørli"));
        page.Find("[data-testid=tab-decided]").GetAttribute("aria-current").ShouldBe("page");
    }

    [Fact]
    public async Task Decided_FilterInTheAddress_NarrowsDownAndSaysWhenNothingIsLeft()
    {
        var mine = await AskedAsync(Scene.Mira);
        await Scene.Must(Scene.ApproveAsync(Scene.Bo, mine));
        var denied = await AskedAsync(Scene.Jon);
        await Scene.Must(Scene.DenyAsync(Scene.Ann, denied));
        var page = Open("/approvals/decided?by=others");

        page.WaitForAssertion(() => Rows(page).ShouldBe(1));
        page.Find($"[data-testid=decided-{denied}]");
        Follow(page.Find("[data-testid=by-me]").GetAttribute("href")!, page);
        page.WaitForElement($"[data-testid=decided-{mine}]");
        Follow("/approvals/decided?by=nobody", page);
        page.WaitForElement("[data-testid=decided-no-match]");
    }

    [Fact]
    public async Task Decided_MoreThanOnePage_OlderOnesComeBehind()
    {
        for (var i = 0; i < 52; i++)
        {
            var person = await Scene.SignInAsync(Portal, $"many-{i}", $"Person {i}", PortalRole.Requester, "engineering");
            await Scene.Must(Scene.ApproveAsync(Scene.Bo, await Scene.Must(Scene.AskAsync(person, Scene.Asks, Hour))));
        }
        var page = Open("/approvals/decided");
        page.WaitForAssertion(() => Rows(page).ShouldBe(50));

        await page.Find("[data-testid=more-decided]").ClickAsync();

        page.WaitForAssertion(() => Rows(page).ShouldBe(52));
        page.FindAll("[data-testid=more-decided]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Decided_AnotherDecidesMeanwhile_AppearsByItself()
    {
        var request = await AskedAsync(Scene.Mira);
        var page = Open("/approvals/decided");
        page.WaitForElement("[data-testid=decided-empty]");

        await Scene.Must(Scene.ApproveAsync(Scene.Ann, request));

        page.WaitForElement($"[data-testid=decided-{request}]").TextContent.ShouldContain("Ann Lowe approved 1 h");
    }

    private static int Rows(IRenderedComponent<DecidedPage> page) => page.FindAll("[data-testid=decided] > li").Count;

    private async Task<RequestId> AskedAsync(Actor who)
    {
        var request = await Scene.Must(Scene.AskAsync(who, Scene.Asks, Hour));
        await Get<TellPeople>().RunAsync(CancellationToken.None);
        return request;
    }

    private IRenderedComponent<DecidedPage> Open(string address)
    {
        SignIn(Scene.Bo);
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Show<DecidedPage>(_ => { });
    }

    /// <summary>As the router does: the address changes, and the page gets its parameters anew.</summary>
    private void Follow(string href, IRenderedComponent<DecidedPage> page)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(href);
        page.Render();
    }
}
