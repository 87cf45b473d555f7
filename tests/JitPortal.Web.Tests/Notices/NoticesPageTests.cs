using Bunit;
using JitPortal.Application.Live;
using JitPortal.Application.Notices;
using JitPortal.Domain.Notices;
using JitPortal.Storage.Notices;
using JitPortal.Web.Notices;
using JitPortal.Web.Tests.Portal;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Notices;

public sealed class NoticesPageTests : Page
{
    [Fact]
    public async Task Notices_TheUnreadOneIsFurtherDown_IsNotSaidToBeRead()
    {
        await TellAsync(60, seen: number => number > 1);

        var page = Open();

        page.Find("[data-testid=notices-summary]").TextContent.ShouldNotContain("Nothing is unread.");
        await page.Find("[data-testid=see-all]").ClickAsync();
        page.Find("[data-testid=notices-summary]").TextContent.ShouldContain("Nothing is unread.");
    }

    [Fact]
    public async Task Notices_MoreThanOneReadingGives_OlderOnesStayInReachAfterAChange()
    {
        await TellAsync(180, seen: _ => true);
        var page = Open();
        await page.Find("[data-testid=more-notices]").ClickAsync();
        await page.Find("[data-testid=more-notices]").ClickAsync();
        Lines(page).ShouldBe(150);

        Get<ILiveEvents>().Publish([new LiveEvent(LiveEvent.NotInTheLog, "test.happened", null, null, Domain.People.Audience.All)]);

        page.WaitForAssertion(() => Lines(page).ShouldBe(ListNotices.Most));
        page.FindAll("[data-testid=more-notices]").ShouldHaveSingleItem();
    }

    private static int Lines(IRenderedComponent<NoticesPage> page) => page.FindAll("[data-testid=notices] > li").Count;

    private IRenderedComponent<NoticesPage> Open()
    {
        Services.AddSingleton(Get<ListNotices>());
        SignIn(Scene.Bo);
        var page = Show<NoticesPage>(_ => { });
        page.WaitForElement("[data-testid=notices]");
        return page;
    }

    private async Task TellAsync(int count, Func<int, bool> seen)
    {
        await using var db = Portal.Databases.Create();
        var now = Portal.Clock.GetUtcNow();
        db.Notices.AddRange(Enumerable.Range(1, count).Select(number => new NoticeRow
        {
            Number = 1_000 + number,
            Occasion = $"a:{1_000_000 + number}",
            PersonId = Scene.Bo.Id.Value,
            Kind = NoticeKind.TargetFailing,
            At = now,
            TargetId = Scene.Target.Value,
            SeenAt = seen(number) ? now : null,
        }));
        await db.SaveChangesAsync();
    }
}
