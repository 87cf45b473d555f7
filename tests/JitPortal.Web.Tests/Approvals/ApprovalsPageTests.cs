using Bunit;
using JitPortal.Application.Grants;
using JitPortal.Application.Notices;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Approvals;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Approvals;

public sealed class ApprovalsPageTests : Page
{
    [Fact]
    public async Task Inbox_ARequestComesInMeanwhile_WaitsBehindAPillUntilItIsLetIn()
    {
        await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(1)));
        SignIn(Scene.Bo);
        var inbox = Show<ApprovalsPage>(_ => { });
        inbox.WaitForAssertion(() => Rows(inbox).ShouldBe(1));
        inbox.FindAll("[data-testid=new-approvals]").ShouldBeEmpty();

        await Scene.Must(Scene.AskAsync(Scene.Jon, Scene.Asks, TimeSpan.FromHours(1)));
        inbox.WaitForElement("[data-testid=new-approvals]").TextContent.ShouldContain("1 new");
        Rows(inbox).ShouldBe(1, "nothing moves under the pointer of whoever reads");

        await inbox.Find("[data-testid=new-approvals]").ClickAsync();
        inbox.WaitForAssertion(() => Rows(inbox).ShouldBe(2));
        inbox.FindAll("[data-testid=new-approvals]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Inbox_LedToARequestThatWaitsBehindThePill_ShowsIt()
    {
        await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(1)));
        SignIn(Scene.Bo);
        var inbox = Show<ApprovalsPage>(_ => { });
        inbox.WaitForAssertion(() => Rows(inbox).ShouldBe(1));
        var late = await Scene.Must(Scene.AskAsync(Scene.Jon, Scene.Asks, TimeSpan.FromHours(1)));
        inbox.WaitForElement("[data-testid=new-approvals]");

        Services.GetRequiredService<NavigationManager>().NavigateTo($"/approvals?id={late}");
        inbox.Render();

        inbox.WaitForElement("[data-testid=approval-detail]").TextContent.ShouldContain("Jon Sørli");
        inbox.FindAll("[data-testid=no-longer-waiting]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Inbox_AnotherDecides_TheRequestLeavesTheListByItself()
    {
        var request = await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(1)));
        SignIn(Scene.Bo);
        var inbox = Show<ApprovalsPage>(_ => { });
        inbox.WaitForAssertion(() => Rows(inbox).ShouldBe(1));

        await Scene.Must(Scene.ApproveAsync(Scene.Ann, request));

        inbox.WaitForAssertion(() => inbox.Find("[data-testid=approvals-summary]").TextContent.ShouldBe("Nothing waits for you."));
        Rows(inbox).ShouldBe(0);
    }

    [Fact]
    public async Task Inbox_NothingWaits_ShowsTheLastFiveOfOnesOwnDecisions()
    {
        var decided = new List<RequestId>();
        for (var number = 0; number < 6; number++)
        {
            decided.Add(await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(1))));
            await Scene.Must(Scene.DenyAsync(Scene.Bo, decided[^1]));
        }
        await Scene.Must(Scene.DenyAsync(Scene.Ann, await Scene.Must(Scene.AskAsync(Scene.Jon, Scene.Asks, TimeSpan.FromHours(1)))));
        SignIn(Scene.Bo);
        var inbox = Show<ApprovalsPage>(_ => { });

        inbox.WaitForAssertion(() => inbox.FindAll("[data-testid=decided-last] > li > a").Select(line => line.GetAttribute("href"))
            .ShouldBe(decided.AsEnumerable().Reverse().Take(5).Select(request => $"/requests/{request}")));
    }

    [Fact]
    public async Task Inbox_AnotherDecidesWhatIsOpenByItself_SaysWhoAndDoesNotSlipInTheNext()
    {
        var request = await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(1)));
        await Scene.Must(Scene.AskAsync(Scene.Jon, Scene.Asks, TimeSpan.FromHours(1)));
        await Get<TellPeople>().RunAsync(CancellationToken.None);
        SignIn(Scene.Bo);
        var inbox = Show<ApprovalsPage>(_ => { });
        inbox.WaitForElement("[data-testid=approval-detail]").TextContent.ShouldContain("Mira Kovač");

        await Scene.Must(Scene.ApproveAsync(Scene.Ann, request));

        inbox.WaitForAssertion(() => inbox.Find("[data-testid=no-longer-waiting]").TextContent.ShouldContain("Mira Kovač, ledger-db: Ann Lowe approved 1 h, "));
        inbox.Find("[data-testid=no-longer-waiting] a").GetAttribute("href").ShouldBe($"/requests/{request}");
        inbox.FindAll("[data-testid=approval-detail]").ShouldBeEmpty();
        Rows(inbox).ShouldBe(1);
    }

    [Fact]
    public async Task Inbox_OpenByItself_IsSeen()
    {
        await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(1)));
        await Get<TellPeople>().RunAsync(CancellationToken.None);
        (await Get<CountUnread>().RunAsync(Scene.Bo, CancellationToken.None)).ShouldBe(1);
        SignIn(Scene.Bo);

        var inbox = Show<ApprovalsPage>(_ => { });

        inbox.WaitForElement("[data-testid=approval-detail]");
        (await Get<CountUnread>().RunAsync(Scene.Bo, CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task Inbox_AccessThatOneAllowedIsGivenBack_ShowsItByItself()
    {
        var request = await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(1)));
        await Scene.Must(Scene.ApproveAsync(Scene.Bo, request));
        var grant = await Scene.UntilAsync((await Scene.GrantOfAsync(request)).Id, GrantState.Active);
        SignIn(Scene.Bo);
        var inbox = Show<ApprovalsPage>(_ => { });
        inbox.WaitForElement($"[data-testid=decided-{request}]").TextContent.ShouldContain("Active");

        await Scene.Must(Get<GiveBackGrant>().RunAsync(Scene.Mira, new GrantId(grant.Id), CancellationToken.None));

        inbox.WaitForAssertion(() => inbox.Find($"[data-testid=decided-{request}]").TextContent.ShouldNotContain("Active"));
    }

    private static int Rows(IRenderedComponent<ApprovalsPage> inbox) => inbox.FindAll("[data-testid=approvals] > li").Count;
}
