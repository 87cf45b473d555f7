using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>A first start that ends by kill -9 half-way: what it had made does not stand in the way of the next one.</summary>
public sealed class FirstStartStory
{
    /// <param name="halfWay">What is there by then: the demo's database server being made, or started and still empty.</param>
    [Theory]
    [InlineData("new-*")]
    [InlineData("server.log")]
    public async Task FirstStart_KilledHalfWay_TheNextOneComesUpAndSignsSomebodyIn(string halfWay)
    {
        var portal = new PortalProcess();
        await using var browsers = new BrowserFixture(portal);
        await portal.KillOnceItHasMadeAsync(halfWay);

        await browsers.InitializeAsync();

        var mira = await browsers.SignInAsync("mira");
        await browsers.GoAsync(mira, "mira", "/?resource=orders-db&role=Read&reason=Look%20at%20one%20order");
        await mira.GetByTestId("request-access").ClickAsync();
        await mira.GetByTestId("reveal").WaitForAsync();
        (await portal.RunCommandAsync("audit", "verify")).ShouldBe(0);
    }
}
