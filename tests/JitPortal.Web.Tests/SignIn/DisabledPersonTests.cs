using System.Net;
using JitPortal.TestKit.Servers;
using JitPortal.Web.Tests.Live;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>On a portal of its own: whoever is disabled here stays disabled (I-22).</summary>
public sealed class DisabledPersonTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Session_PersonIsDisabled_EndsAtTheNextRequest()
    {
        using var ann = await host.SignedInAsync("ann");
        using var tove = await host.SignedInAsync("tove");

        await host.World.DisableAsync("tove", "ann");

        (await ann.Http.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var again = host.Browser();
        (await again.SignInAsync("ann")).ShouldContain("because=NotAdmitted");
    }

    [Fact]
    public async Task Hub_PersonIsDisabled_IsCutWithinFiveSeconds()
    {
        using var lea = await host.SignedInAsync("lea");
        using var tove = await host.SignedInAsync("tove");
        await using var hears = await HubListener.StartOnSocketAsync(host, lea);

        await host.World.DisableAsync("tove", "lea");

        await hears.Closed.WaitAsync(BusyMachine.Allow(TimeSpan.FromSeconds(5)));
    }
}
