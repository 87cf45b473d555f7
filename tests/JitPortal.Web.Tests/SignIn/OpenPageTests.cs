using JitPortal.Application.People;
using JitPortal.TestKit.Circuits;
using JitPortal.TestKit.Servers;
using JitPortal.Web.SignIn;
using JitPortal.Web.Tests.Portal;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>A page that stays open, on which nobody does anything, goes to the sign-in when its session ends (I-22).</summary>
public sealed class OpenPageTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Page = "/requests";

    [Fact]
    public async Task Page_PersonIsDisabled_GoesToTheSignInByItself()
    {
        using var mira = await host.SignedInAsync("mira");
        using var tove = await host.SignedInAsync("tove");
        await using var circuit = await OpenAsync(mira);

        await host.World.DisableAsync("tove", "mira");

        await ShouldBeSentToTheSignInAsync(circuit);
    }

    [Fact]
    public async Task Page_IssuerEndsTheSession_GoesToTheSignInByItself()
    {
        using var jon = await host.SignedInAsync("jon");
        using var lea = await host.SignedInAsync("lea");
        await using var circuit = await OpenAsync(jon);
        await using var other = await OpenAsync(lea);

        var ended = await host.Services.GetRequiredService<ObeyLogout>().RunAsync(
            new LogoutNotice(PortalHost.IssuerUrl + "/", "one", TimeProvider.System.GetUtcNow(), "jon", IssuerSession: null), CancellationToken.None);

        ended.Value.ShouldBeGreaterThan(0, "his session");
        await ShouldBeSentToTheSignInAsync(circuit);
        other.SentAway.IsCompleted.ShouldBeFalse("nobody ended hers");
    }

    /// <summary>By the real clock, which the framework counts by: so the tests above wait for longer, and this is what they cannot tell.</summary>
    [Fact]
    public void Session_IsAskedFor_WellWithinFiveSeconds() => SessionRevalidation.Interval.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(3));

    private static async Task<CircuitClient> OpenAsync(Browser browser)
    {
        var circuit = await CircuitClient.StartAsync(new Uri("http://localhost" + Page), await browser.Http.GetStringAsync(Page), browser.UseSocket);
        await Eventually.TrueAsync(() => circuit.Batches > 1, "the page is drawn");
        circuit.SentAway.IsCompleted.ShouldBeFalse("the session is as good as it was");
        return circuit;
    }

    private static async Task ShouldBeSentToTheSignInAsync(CircuitClient circuit) =>
        (await circuit.SentAway.WaitAsync(BusyMachine.Allow(TimeSpan.FromSeconds(10)))).ShouldContain($"/sign-in?returnUrl={Uri.EscapeDataString(Page)}");
}
