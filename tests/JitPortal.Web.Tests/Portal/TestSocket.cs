using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.TestHost;

namespace JitPortal.Web.Tests.Portal;

/// <summary>A web socket to a portal that runs within the test.</summary>
internal static class TestSocket
{
    /// <param name="sign">Says who connects: once, when it is opened.</param>
    public static void UseSocket(this HttpConnectionOptions options, TestServer server, Action<HttpRequest> sign)
    {
        options.Transports = HttpTransportType.WebSockets;
        options.SkipNegotiation = true;
        options.WebSocketFactory = async (context, ct) =>
        {
            var client = server.CreateWebSocketClient();
            client.ConfigureRequest = sign;
            return await client.ConnectAsync(context.Uri, ct);
        };
    }
}
