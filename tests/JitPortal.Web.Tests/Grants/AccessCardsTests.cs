using Bunit;
using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Requests;
using JitPortal.Web.Grants;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Grants;

/// <summary>What stands on My access beside the open grants: what waits, and what ended lately.</summary>
public sealed class AccessCardsTests : Page
{
    [Fact]
    public async Task Waiting_Withdraw_WithdrawsTheRequest()
    {
        var (card, request) = await WaitingAsync();

        await card.Find("[data-testid=waiting-withdraw]").ClickAsync();

        (await ReadAsync(request)).State.ShouldBe(RequestState.Withdrawn);
        card.FindAll("[data-testid=withdraw-refused]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Waiting_WithdrawWhenSomebodyDecidedMeanwhile_SaysSo()
    {
        var (card, request) = await WaitingAsync();
        await Scene.ApproveAsync(Scene.Bo, request);

        await card.Find("[data-testid=waiting-withdraw]").ClickAsync();

        card.Find("[data-testid=withdraw-refused]").TextContent.ShouldNotBeNullOrWhiteSpace();
        (await ReadAsync(request)).State.ShouldBe(RequestState.Approved);
    }

    [Theory]
    [InlineData(8, 8, 0)]
    [InlineData(9, 8, 1)]
    public async Task Ended_ShowsTheLatestEachWithAWayToAskAgain_AndWhereTheRestIs(int count, int rows, int links)
    {
        SignIn(Scene.Mira);
        var row = await Scene.ActiveGrantAsync(Scene.Mira, Scene.Automatic, TimeSpan.FromHours(1));
        await Scene.UntilAsync(row.Id, GrantState.Active);
        var grant = (await Get<ListMyAccess>().RunAsync(Scene.Mira, CancellationToken.None)).Single();

        var table = Show<EndedGrants>(p => p.Add(c => c.Grants, [.. Enumerable.Range(0, count).Select(_ => grant with { Id = GrantId.New(), State = GrantState.Ended })]).Add(c => c.Mine, true));

        table.FindAll("tbody tr").Count.ShouldBe(rows);
        table.FindAll("[data-testid=ended-all]").Count.ShouldBe(links);
        table.FindAll($"tbody a[href='/?ask={grant.Entitlement}']").Count.ShouldBe(rows);
    }

    private async Task<(IRenderedComponent<WaitingCard> Card, RequestId Request)> WaitingAsync()
    {
        var request = (await Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(2))).Value;
        SignIn(Scene.Mira);
        var summary = await ReadAsync(request);
        return (Show<WaitingCard>(p => p.Add(c => c.Request, summary)), request);
    }

    private async Task<RequestSummary> ReadAsync(RequestId request) => (await Get<ReadRequest>().RunAsync(Scene.Mira, request, CancellationToken.None)).Value.Summary;
}
