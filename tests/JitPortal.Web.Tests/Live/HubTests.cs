using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Live;

public sealed class HubTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Hub_WithCookie_TellsTheRequesterAndTheApproverButNobodyElse()
    {
        using var jon = await host.SignedInAsync("jon");
        using var bo = await host.SignedInAsync("bo");
        using var mira = await host.SignedInAsync("mira");
        await using var jonHears = await HubListener.StartAsync(host, jon);
        await using var boHears = await HubListener.StartAsync(host, bo);
        await using var miraHears = await HubListener.StartAsync(host, mira);

        var request = await host.World.AskAsync("jon", host.World.Asks);
        await jonHears.UntilAsync(request);
        await boHears.UntilAsync(request);
        var own = await host.World.AskAsync("mira", host.World.Asks);   // an event of her own, so that silence before it means silence

        (await miraHears.UntilAsync(own)).ShouldNotContain(message => message.Request == request.Value);
    }

    [Fact]
    public async Task Hub_WithBearer_ConnectsButHearsNothingOfOthers()
    {
        using var ann = await host.SignedInAsync("ann");
        var token = await Browser.WorkloadTokenAsync(host);
        await using var workload = await HubListener.StartAsync(host, options => options.AccessTokenProvider = () => Task.FromResult<string?>(token));
        await using var annHears = await HubListener.StartAsync(host, ann);

        await annHears.UntilAsync(await host.World.AskAsync("ann", host.World.Asks));

        workload.Heard.ShouldBe(0);
    }
}
