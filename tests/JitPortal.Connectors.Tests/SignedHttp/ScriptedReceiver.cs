using JitPortal.TestKit.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JitPortal.Connectors.Tests.SignedHttp;

/// <summary>A service that answers every message alike.</summary>
internal sealed class ScriptedReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly List<string> paths = [];

    private ScriptedReceiver(int port, Func<HttpContext, Task> answer)
    {
        Port = port;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", $"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(context =>
        {
            lock (paths)
                paths.Add(context.Request.Path);
            context.Response.Headers.Location = "/elsewhere";
            return answer(context);
        });
    }

    public int Port { get; }

    public IReadOnlyList<string> Paths
    {
        get
        {
            lock (paths)
                return [.. paths];
        }
    }

    public static async Task<ScriptedReceiver> StartAsync(Func<HttpContext, Task> answer)
    {
        var service = new ScriptedReceiver(FreePort.Next(), answer);
        await service.app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
