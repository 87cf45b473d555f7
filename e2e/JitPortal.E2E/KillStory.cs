using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>kill -9 of the whole portal, twice: what was due is done after the restart, and nothing that was open stays.</summary>
public sealed class KillStory(BrowserFixture browsers) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task KillTheWholePortal_WithAccessOpen_EndsOnTimeAfterTheRestart()
    {
        var mira = await browsers.SignInAsync("mira");
        await mira.GetByText("orders-db").First.ClickAsync();
        await mira.GetByTestId("role-Read").CheckAsync();
        await mira.GetByTestId("length-other").CheckAsync();
        await mira.GetByTestId("length-text").FillAsync("1m");
        await mira.GetByTestId("reason").FillAsync("Check stuck refunds");
        await mira.GetByTestId("request-access").ClickAsync();
        await mira.GetByTestId("reveal").WaitForAsync();

        await browsers.Portal.KillAsync();
        await browsers.Portal.StartAsync();
        await browsers.Portal.KillAsync();
        await browsers.Portal.StartAsync();

        await browsers.GoAsync(mira, "mira", "/access");
        await mira.GetByText("Checked: gone").WaitForAsync(new() { Timeout = 120_000 });
        (await browsers.Portal.RunCommandAsync("audit", "verify")).ShouldBe(0);
    }
}
