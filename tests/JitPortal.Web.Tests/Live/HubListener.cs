using System.Threading.Channels;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Servers;
using JitPortal.Web.Live;
using JitPortal.Web.Shell;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace JitPortal.Web.Tests.Live;

/// <summary>Somebody who listens on the hub.</summary>
internal sealed class HubListener : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HubConnection connection;
    private readonly Channel<LiveMessage> messages = Channel.CreateUnbounded<LiveMessage>();
    private readonly Channel<bool> listening = Channel.CreateUnbounded<bool>();
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HubListener(HubConnection connection)
    {
        this.connection = connection;
        connection.On(nameof(ILiveClient.Listening), () => listening.Writer.TryWrite(true));
        connection.On<LiveMessage>(nameof(ILiveClient.Changed), message =>
        {
            Heard++;
            messages.Writer.TryWrite(message);
        });
        connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
    }

    public int Heard { get; private set; }

    public Task Closed => closed.Task;

    /// <summary>Over a web socket, with a token that is asked for once, when it is opened.</summary>
    public static Task<HubListener> StartOnSocketAsync(WebApplicationFactory<App> host, string token) =>
        StartAsync(host, options => options.UseSocket(host.Server, request => request.Headers.Authorization = $"Bearer {token}"));

    /// <summary>With the browser's cookies.</summary>
    public static Task<HubListener> StartAsync(PortalHost host, Browser browser) =>
        StartAsync(host, options => options.HttpMessageHandlerFactory = _ => new ThroughBrowser(browser.Http));

    /// <summary>
    /// The same over a web socket: the door is asked once, when it is opened, where long polling asks it with every call. Only the portal
    /// itself can end it.
    /// </summary>
    public static Task<HubListener> StartOnSocketAsync(PortalHost host, Browser browser) => StartAsync(host, browser.UseSocket);

    public static async Task<HubListener> StartAsync(WebApplicationFactory<App> host, Action<HttpConnectionOptions> configure)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl("http://localhost" + LiveHub.Path, options =>
            {
                options.Transports = HttpTransportType.LongPolling;
                options.HttpMessageHandlerFactory = _ => host.Server.CreateHandler();
                configure(options);
            })
            .Build();
        var listener = new HubListener(hub);
        await hub.StartAsync();
        await listener.UntilToReadAsync();
        return listener;
    }

    /// <summary>Until the hub says once more that it is the moment to read the state.</summary>
    public async Task UntilToReadAsync()
    {
        using var patience = new CancellationTokenSource(BusyMachine.Allow(Patience));
        await listening.Reader.ReadAsync(patience.Token);
    }

    /// <returns>What was heard up to and with the first message about <paramref name="request"/>.</returns>
    public Task<IReadOnlyList<LiveMessage>> UntilAsync(RequestId request) => UntilAsync(message => message.Request == request.Value);

    /// <returns>What was heard up to and with the first message that is looked for.</returns>
    public async Task<IReadOnlyList<LiveMessage>> UntilAsync(Func<LiveMessage, bool> found)
    {
        using var patience = new CancellationTokenSource(BusyMachine.Allow(Patience));
        List<LiveMessage> heard = [];
        do
            heard.Add(await messages.Reader.ReadAsync(patience.Token));
        while (!found(heard[^1]));
        return heard;
    }

    /// <summary>Until the portal has ended it.</summary>
    public Task UntilClosedAsync() => closed.Task.WaitAsync(BusyMachine.Allow(Patience));

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
