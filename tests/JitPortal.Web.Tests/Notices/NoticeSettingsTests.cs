using Bunit;
using JitPortal.Application.Live;
using JitPortal.Application.Notices;
using JitPortal.Domain.Notices;
using JitPortal.Web.Notices;
using JitPortal.Web.Tests.Portal;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Notices;

public sealed class NoticeSettingsTests : Page
{
    [Fact]
    public async Task Settings_SwitchOff_IsKeptAndOnlyWhatCanBeSentIsOffered()
    {
        var page = Settings();
        page.WaitForElement("[data-testid=topic-ToDecide]");
        page.FindAll("[data-testid=topic-Operations]").ShouldBeEmpty("Bo does not look after the portal");

        await page.Find("[data-testid=topic-ToDecide]").ChangeAsync(false);

        (await Get<ReadNoticeSettings>().RunAsync(Scene.Bo, CancellationToken.None)).MailOff.ShouldBe(NoticeTopics.OffAtFirst | NoticeTopic.ToDecide);
        page.Find("[data-testid=topic-ToDecide]").HasAttribute("checked").ShouldBeFalse();
    }

    [Fact]
    public async Task Settings_SendTestWithoutAServer_SaysWhatIsMissing()
    {
        var page = Settings();
        page.WaitForElement("[data-testid=mail-missing]");

        await page.Find("[data-testid=send-test]").ClickAsync();

        page.WaitForElement("[data-testid=test-outcome]").TextContent.ShouldContain("Mail:Host is not set");
    }

    /// <summary>Pages hear of notices as they are written.</summary>
    [Fact]
    public async Task Notices_SomethingIsTold_AppearsByItself()
    {
        SignIn(Scene.Bo);
        AddUseCases();
        var page = Show<NoticesPage>(_ => { });
        page.WaitForElement("[data-testid=notices-empty]");
        await JitPortal.TestKit.Portal.Scene.Must(Scene.AskAsync(Scene.Jon, Scene.Asks, TimeSpan.FromHours(1)));

        await Get<TellPeople>().RunAsync(CancellationToken.None);

        page.WaitForElement("[data-testid=notice-RequestWaits]", TimeSpan.FromSeconds(30)).TextContent.ShouldContain("Jon Sørli: ledger-db Write");
    }

    private IRenderedComponent<NoticeSettingsPage> Settings()
    {
        SignIn(Scene.Bo);
        AddUseCases();
        return Show<NoticeSettingsPage>(_ => { });
    }

    private void AddUseCases()
    {
        Services.AddSingleton(Get<ILiveEvents>());
        Services.AddSingleton(Get<ListNotices>());
        Services.AddSingleton(Get<SeeNotices>());
        Services.AddSingleton(Get<ReadNoticeSettings>());
        Services.AddSingleton(Get<ChangeNoticeSettings>());
        Services.AddSingleton(Get<SendTestMail>());
    }
}
