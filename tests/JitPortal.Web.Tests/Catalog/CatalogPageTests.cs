using System.Globalization;
using Bunit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Policies;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Catalog;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Catalog;

public sealed class CatalogPageTests : Page
{
    [Fact]
    public async Task Catalogue_LongerThanAPage_ShowsFiftyAndTheRestOnDemand()
    {
        await AddAsync(60);
        SignIn(Scene.Mira);
        var page = Show<CatalogPage>(_ => { });
        page.WaitForAssertion(() => Rows(page).ShouldBe(50));

        await page.Find("[data-testid=more-resources]").ClickAsync();

        page.WaitForAssertion(() => Rows(page).ShouldBe(63, "60 and the three of the company"));
        page.FindAll("[data-testid=more-resources]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Catalogue_TypedLetters_FindWhatIsNotShownYet()
    {
        await AddAsync(60);
        SignIn(Scene.Mira);
        var page = Show<CatalogPage>(_ => { });
        page.WaitForAssertion(() => Rows(page).ShouldBe(50));
        page.FindAll("[data-testid=resource-service-59]").ShouldBeEmpty();

        await page.Find("[data-testid=filter]").InputAsync("service-59");

        page.WaitForElement("[data-testid=resource-service-59]");
        Rows(page).ShouldBe(1);
    }

    private static int Rows(IRenderedComponent<CatalogPage> page) => page.FindAll("[data-testid=resources] > li:not(.more)").Count;

    private async Task AddAsync(int count)
    {
        var added = new List<EntitlementId>();
        for (var i = 0; i < count; i++)
            added.Add(await Scene.EntitlementAsync(Portal, Scene.Target, string.Create(CultureInfo.InvariantCulture, $"service-{i:00}"), "Read", "ephemeral:read"));
        await Scene.PublishAsync("many", [.. added], new Rule("automatic", new Effect.Automatic(TimeSpan.FromHours(2), TimeSpan.FromHours(1)), new Condition.InGroup("engineering")));
    }
}
