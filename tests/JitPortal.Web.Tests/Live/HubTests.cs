using JitPortal.Application.Live;
using JitPortal.Domain.Audit;
using JitPortal.Web.Tests.Intake;
using JitPortal.Web.Tests.Portal;
using Microsoft.Extensions.DependencyInjection;
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

    [Fact]
    public async Task Hub_WithBearer_TellsTheRequesterTheApproverAndTheHolderButNobodyElse()
    {
        using var api = await ApiClient.OfWorkloadAsync(host);
        await api.HoldNothingAsync();
        await using var leaHears = await ListenAsync(await Tokens.OfPersonAsync(host, "lea"));
        await using var boHears = await ListenAsync(await Tokens.OfPersonAsync(host, "bo"));
        await using var workload = await ListenAsync(await Browser.WorkloadTokenAsync(host));

        var request = await host.World.AskAsync("lea", host.World.Asks);
        (await leaHears.UntilAsync(request))[^1].Type.ShouldStartWith("request.");
        (await boHears.UntilAsync(request))[^1].Type.ShouldStartWith("request.");
        var grant = await api.OpenAsync(host.World.Deploy);   // an event of its own, so that silence before it means silence

        var heard = await workload.UntilAsync(message => message.Type == AuditTypes.GrantActive);
        heard[^1].Grant.ShouldBe(Guid.Parse(grant.Text("id")!));
        heard.ShouldNotContain(message => message.Request == request.Value);
        await api.HoldNothingAsync();
    }

    [Fact]
    public async Task Hub_EventsOfOtherNodesMayHaveBeenMissed_SaysToReadAgain()
    {
        using var ann = await host.SignedInAsync("ann");
        await using var annHears = await HubListener.StartAsync(host, ann);

        host.Services.GetRequiredService<ILiveEvents>().Publish([LiveEvent.CatchUp]);

        await annHears.UntilToReadAsync();
    }

    private Task<HubListener> ListenAsync(string token) => HubListener.StartAsync(host, options => options.AccessTokenProvider = () => Task.FromResult<string?>(token));
}
