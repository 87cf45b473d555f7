using JitPortal.Application.Live;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.Web.Live;

public static class LiveSetup
{
    private const long LargestMessage = 64 * 1024;

    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSignalR().AddHubOptions<LiveHub>(hub => hub.MaximumReceiveMessageSize = 1024);
        services.Configure<HubOptions>(hubs =>
        {
            hubs.MaximumReceiveMessageSize = LargestMessage;
            hubs.AddFilter(new ConnectionAddress.Filter());
        });
        services.TryAddSingleton<LiveConnections>();
        services.AddHostedService<LiveRelay>();
        services.AddHostedService<OtherNodes>();
        services.AddHostedService<UnheardCommits>();
        services.AddScoped<CircuitPresence>();
        services.AddScoped<CircuitHandler>(circuit => circuit.GetRequiredService<CircuitPresence>());
        services.AddScoped<CircuitHandler, ConnectionAddress>();
        return services;
    }

    /// <summary>Whoever listens with a token hears nothing after its time is over.</summary>
    public static void MapLive(this IEndpointRouteBuilder app) => app.MapHub<LiveHub>(LiveHub.Path, hub => hub.CloseOnAuthenticationExpiration = true);
}
