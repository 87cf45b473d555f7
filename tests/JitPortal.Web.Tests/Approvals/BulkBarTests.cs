using Bunit;
using JitPortal.Application.Approvals;
using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Approvals;
using JitPortal.Web.Shell;
using JitPortal.Web.Tests.Portal;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Approvals;

public sealed class BulkBarTests : Page
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private string? said;

    protected override TimeProvider PageClock => time;

    [Fact]
    public async Task Approve_AfterFiveSeconds_EachIsADecisionOfItsOwn()
    {
        var (bar, requests) = await BarAsync();

        var approving = bar.Find("[data-testid=approve-selected]").ClickAsync();
        bar.Find("[data-testid=undo-note]").TextContent.ShouldContain("Approving 2 in 5 s.");
        (await StatesAsync(requests)).ShouldAllBe(state => state == RequestState.AwaitingApproval);
        time.Advance(UndoWindow.Length);
        await approving;

        (await StatesAsync(requests)).ShouldAllBe(state => state == RequestState.Approved);
        said.ShouldBe("Approved 2.");
    }

    [Fact]
    public async Task Approve_Undone_ApprovesNone()
    {
        var (bar, requests) = await BarAsync();

        var approving = bar.Find("[data-testid=approve-selected]").ClickAsync();
        await bar.Find("[data-testid=undo]").ClickAsync();
        await approving;

        (await StatesAsync(requests)).ShouldAllBe(state => state == RequestState.AwaitingApproval);
        bar.FindAll("[data-testid=approve-selected]").ShouldHaveSingleItem();
        said.ShouldBeNull();
    }

    [Fact]
    public async Task Approve_UnderWayOnThePage_CannotBeChangedOrEndedByWhatElseHappensThere()
    {
        await LikeBeforeAsync(Scene.Mira);
        var first = await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(1)));
        SignIn(Scene.Bo);
        var page = Show<ApprovalsPage>(_ => { });
        await page.WaitForElement($"[data-testid=pick-{first}]").ChangeAsync(true);

        var approving = page.Find("[data-testid=approve-selected]").ClickAsync();
        page.Find($"[data-testid=pick-{first}]").HasAttribute("disabled").ShouldBeTrue();
        var second = await Scene.Must(Scene.AskAsync(Scene.Jon, Scene.Asks, TimeSpan.FromHours(1)));
        page.WaitForElement("[data-testid=new-approvals]").HasAttribute("disabled").ShouldBeTrue();
        (await StatesAsync([first])).ShouldAllBe(state => state == RequestState.AwaitingApproval);
        await page.Find("[data-testid=undo]").ClickAsync();
        await approving;

        (await StatesAsync([first, second])).ShouldAllBe(state => state == RequestState.AwaitingApproval);
        page.Find($"[data-testid=pick-{first}]").HasAttribute("disabled").ShouldBeFalse();
        page.FindAll("[data-testid=approve-selected]").ShouldHaveSingleItem();
    }

    private async Task LikeBeforeAsync(Actor who)
    {
        var before = await Scene.Must(Scene.AskAsync(who, Scene.Asks, TimeSpan.FromHours(1)));
        await Scene.Must(Scene.ApproveAsync(Scene.Bo, before));
        var grant = await Scene.UntilAsync((await Scene.GrantOfAsync(before)).Id, GrantState.Active);
        await Scene.Must(Get<GiveBackGrant>().RunAsync(who, new GrantId(grant.Id), CancellationToken.None));
        await Scene.UntilAsync(grant.Id, GrantState.Ended);
    }

    private async Task<(IRenderedComponent<BulkBar> Bar, IReadOnlyList<RequestId> Requests)> BarAsync()
    {
        RequestId[] requests =
        [
            await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(1))),
            await Scene.Must(Scene.AskAsync(Scene.Jon, Scene.Asks, TimeSpan.FromHours(1))),
        ];
        SignIn(Scene.Bo);
        var items = await Get<ListApprovals>().RunAsync(Scene.Bo, CancellationToken.None);
        return (Show<BulkBar>(p => p.Add(c => c.Items, items).Add(c => c.OnDone, note => said = note.Words)), requests);
    }

    private async Task<IReadOnlyList<RequestState>> StatesAsync(IReadOnlyList<RequestId> requests)
    {
        List<RequestState> states = [];
        foreach (var request in requests)
            states.Add((await Scene.Must(Get<ReadRequest>().RunAsync(Scene.Bo, request, CancellationToken.None))).Summary.State);
        return states;
    }
}
