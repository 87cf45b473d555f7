using Bunit;
using JitPortal.Application.Approvals;
using JitPortal.Web.Approvals;
using JitPortal.Web.Tests.Portal;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Approvals;

public sealed class AwayPageTests : Page
{
    [Fact]
    public async Task GoAway_BeginThatCannotBeRead_IsNamedAndDoesNotBeginNow()
    {
        Services.AddSingleton(Get<GoAway>());
        Services.AddSingleton(Get<ComeBack>());
        Services.AddSingleton(Get<ReadAway>());
        SignIn(Scene.Bo);
        var page = Show<AwayPage>(_ => { });
        await page.WaitForElement("[data-testid=away-delegate]").ChangeAsync(Scene.Ann.Id.Value.ToString());
        await page.Find("[data-testid=away-from]").ChangeAsync("2226-12-01T08:00");
        await page.Find("[data-testid=away-until]").ChangeAsync(PageClock.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));

        await page.Find("[data-testid=away-form]").SubmitAsync();

        page.WaitForElement("#from-error").TextContent.ShouldContain("Say from when");
        (await Get<ReadAway>().RunAsync(Scene.Bo, CancellationToken.None)).Mine.ShouldBeEmpty();
    }
}
