using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.SignalR;

namespace JitPortal.Web.Live;

/// <summary>
/// Where a circuit's browser is: by each connection anew, since one that comes back may do so from elsewhere. The address of the page it
/// began with is not taken, for whoever has the page can connect with it from anywhere.
/// </summary>
internal sealed class ConnectionAddress(CurrentActor me) : CircuitHandler
{
    // A circuit is not told which connection it has. What comes over a connection runs in its own flow, and this stays with it.
    private static readonly AsyncLocal<string?> Calling = new();

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        me.SourceAddress = Calling.Value;
        return Task.CompletedTask;
    }

    /// <summary>A web socket stays where it is. With long polling each poll could come from somewhere else: there it is not known.</summary>
    private static string? Of(HubCallerContext connection) =>
        connection.Features.Get<IHttpTransportFeature>()?.TransportType == HttpTransportType.WebSockets
            ? connection.GetHttpContext()?.Connection.RemoteIpAddress?.ToString()
            : null;

    internal sealed class Filter : IHubFilter
    {
        public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
        {
            Calling.Value = Of(invocationContext.Context);
            return await next(invocationContext);
        }
    }
}
