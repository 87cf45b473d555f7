using Bunit;
using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Grants;
using JitPortal.Web.Requests;
using JitPortal.Web.Tests.Portal;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Requests;

public sealed class RequestPageTests : Page
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());

    protected override TimeProvider PageClock => time;

    [Fact]
    public async Task Page_AccessEndsSoon_SaysTheSameAsItsCard()
    {
        var grant = await Scene.ActiveGrantAsync(Scene.Mira, Scene.Automatic, TimeSpan.FromMinutes(5));

        var page = ShowPage(new RequestId(grant.RequestId));

        page.WaitForElement("[data-testid=request-state]").TextContent.ShouldBe("Ending soon");
        page.Find("[data-testid=grant-state]").TextContent.ShouldBe("Ending soon");
        page.FindAll("[data-testid=ask-again]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_DeniedRequestOfOnesOwn_CanBeAskedAgainAndTellsNoFuture()
    {
        var request = await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(1)));
        await Scene.Must(Scene.DenyAsync(Scene.Bo, request));

        var page = ShowPage(request);

        page.WaitForElement("[data-testid=ask-again]").GetAttribute("href").ShouldBe($"/?ask={Scene.Asks}");
        page.Find("section[aria-labelledby=why]").TextContent.ShouldContain("Somebody had to agree.");
    }

    [Fact]
    public async Task EndedGrants_OfSomebodyElse_LeadNowhereThatIsTheReadersOwn()
    {
        var row = await Scene.ActiveGrantAsync(Scene.Mira, Scene.Automatic, TimeSpan.FromHours(1));
        await Scene.Must(Get<GiveBackGrant>().RunAsync(Scene.Mira, new GrantId(row.Id), CancellationToken.None));
        await Scene.UntilAsync(row.Id, GrantState.Ended);
        var ended = (await Get<ListMyAccess>().RunAsync(Scene.Mira, CancellationToken.None)).Single();

        Show<EndedGrants>(p => p.Add(c => c.Grants, [ended])).FindAll("a").Select(link => link.TextContent).ShouldBe(["Story"]);
        Show<EndedGrants>(p => p.Add(c => c.Grants, [ended]).Add(c => c.Mine, true)).FindAll("a").Select(link => link.TextContent).ShouldBe(["Story", "Ask again"]);
    }

    private IRenderedComponent<RequestPage> ShowPage(RequestId request)
    {
        SignIn(Scene.Mira);
        return Show<RequestPage>(p => p.Add(c => c.Id, request.Value));
    }
}
