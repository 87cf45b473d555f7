using Bunit;
using JitPortal.Application.Approvals;
using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain.Grants;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Approvals;
using JitPortal.Web.Grants;
using JitPortal.Web.Requests;
using JitPortal.Web.Shell;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Approvals;

/// <summary>An extension is added to the end that stands, so that is the end people decide on.</summary>
public sealed class ExtensionWordsTests : Page
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly ViewerClock oslo = ViewerClock.In("Europe/Oslo", TimeProvider.System);

    [Fact]
    public async Task Approver_SeesTheEndThatTheExtensionLeadsTo()
    {
        var (end, _) = await AskedForMoreAsync();
        SignIn(Scene.Bo);
        var item = (await Get<ListApprovals>().RunAsync(Scene.Bo, CancellationToken.None)).Single();

        var detail = Show<ApprovalDetail>(p => p.Add(c => c.Item, item));

        detail.Find("[data-testid=approval-detail] header").TextContent.ShouldContain($"Extension by 1 h, from {oslo.Spoken(end)} until {oslo.Spoken(end + Hour)}");
        detail.Find("section[aria-labelledby=then]").TextContent.ShouldContain(oslo.Short(end + Hour));
        detail.FindAll("[data-testid=shorter-length] option").Select(option => option.TextContent).ShouldContain($"30 min, until {oslo.Short(end + (Hour / 2))}");
    }

    [Fact]
    public async Task Requester_ReadsThatTheAccessGoesOnAndEndsAsItStandsUntilThen()
    {
        var (end, request) = await AskedForMoreAsync();
        SignIn(Scene.Mira);
        var view = await Scene.Must(Get<ReadRequest>().RunAsync(Scene.Mira, request, CancellationToken.None));

        var timeline = Show<Timeline>(p => p.Add(c => c.View, view));
        timeline.Markup.ShouldContain("After a yes it goes on for 1 h more");
        timeline.Find("[data-testid=extends]").TextContent.ShouldContain(oslo.Short(end));
        Show<TwoTimes>(p => p.Add(c => c.Request, view.Summary).Add(c => c.LapsesAt, view.Summary.LapsesAt!.Value)).Find("dl").TextContent
            .ShouldSatisfyAllConditions(text => text.ShouldContain(oslo.Short(end)), text => text.ShouldContain(oslo.Short(end + Hour)));
        Show<WaitingCard>(p => p.Add(c => c.Request, view.Summary)).Markup.ShouldContain("Your access ends as it stands.");
    }

    private async Task<(DateTimeOffset End, Domain.Requests.RequestId Request)> AskedForMoreAsync()
    {
        var asked = await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(3)));
        await Scene.Must(Scene.ApproveAsync(Scene.Bo, asked));
        var grant = await Scene.UntilAsync((await Scene.GrantOfAsync(asked)).Id, GrantState.Active);
        var more = await Scene.Must(Get<ExtendGrant>().RunAsync(Scene.Mira, new ExtensionForm(new GrantId(grant.Id), Hour, "Not done yet"), CancellationToken.None));
        return (grant.EndsAt!.Value, more);
    }
}
