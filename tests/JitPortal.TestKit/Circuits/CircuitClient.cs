using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.TestKit.Circuits;

/// <summary>
/// The other end of a circuit without a browser: starts one for a page, answers what the server asks of its script, and can send any
/// message a browser could, and many that none would.
/// </summary>
public sealed class CircuitClient : IAsyncDisposable
{
    private readonly Uri page;
    private readonly HubConnection connection;
    private readonly Action<ReadOnlyMemory<byte>>? drawn;
    private readonly TaskCompletionSource<long> events = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> sentAway = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> calls = new(StringComparer.Ordinal);
    private string? circuit;
    private long batches;
    private long lastCall;

    private CircuitClient(Uri page, HubConnection connection, Action<ReadOnlyMemory<byte>>? drawn)
    {
        (this.page, this.connection, this.drawn) = (page, connection, drawn);
        connection.On<long, byte[]>("JS.RenderBatch", DrawAsync);
        connection.On<long, string, string, int, long, int>("JS.BeginInvokeJS", (task, called, arguments, _, _, _) => AnswerAsync(task, called, arguments));
        connection.On<string, bool, string>("JS.EndInvokeDotNet", (call, worked, _) => calls.GetValueOrDefault(call)?.TrySetResult(worked));
        connection.On<string>("JS.Error", _ => End());
        connection.Closed += _ =>
        {
            End();
            return Task.CompletedTask;
        };
    }

    /// <summary>How often the server has drawn.</summary>
    public long Batches => Interlocked.Read(ref batches);

    /// <summary>Completes when the server has given the circuit up.</summary>
    public Task Ended => ended.Task;

    /// <summary>Completes with the address, in whole, that the server makes the browser leave its page for.</summary>
    public Task<string> SentAway => sentAway.Task;

    /// <param name="page">The page's address.</param>
    /// <param name="html">The page as the server sent it to the browser whose cookies the connection carries.</param>
    /// <param name="configure">Cookies, transport, handler.</param>
    /// <param name="drawn">Sees each drawing as it comes, before it is acknowledged; texts stand in it as UTF-8.</param>
    public static async Task<CircuitClient> StartAsync(Uri page, string html, Action<HttpConnectionOptions> configure, Action<ReadOnlyMemory<byte>>? drawn = null)
    {
        var read = CircuitPage.Read(html);
        var client = await ConnectAsync(page, configure, drawn);
        client.circuit = await client.connection.InvokeAsync<string?>("StartCircuit", new Uri(page, "/").AbsoluteUri, page.AbsoluteUri, "[]", read.State)
            ?? throw new InvalidOperationException("The server started no circuit.");
        await client.connection.SendAsync("UpdateRootComponents", read.Operations, "");
        return client;
    }

    /// <summary>The same circuit over another connection, as for a browser that lost its own; this one is done with.</summary>
    public async Task<CircuitClient> ComeBackAsync(Action<HttpConnectionOptions> configure, Action<ReadOnlyMemory<byte>>? redrawn = null)
    {
        await DisposeAsync();
        var client = await ConnectAsync(page, configure, redrawn);
        client.circuit = circuit;
        return await client.connection.InvokeAsync<bool>("ConnectCircuit", circuit) ? client : throw new InvalidOperationException("The server has given the circuit up.");
    }

    /// <summary>Raises an event at a handler, whether such a one was ever drawn or not.</summary>
    /// <returns>Whether the server found somebody to handle it, as soon as it says so; <see langword="null"/> where it gave the circuit up.</returns>
    public async Task<bool?> RaiseAsync(long handler, string name, object arguments)
    {
        await Task.WhenAny(events.Task, Ended);
        if (Ended.IsCompleted)
            return null;
        var target = await events.Task;
        var call = Interlocked.Increment(ref lastCall).ToString(CultureInfo.InvariantCulture);
        var answer = calls[call] = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var descriptor = new { eventHandlerId = handler, eventName = name, eventFieldInfo = (object?)null };
        await SendAsync("BeginInvokeDotNetFromJS", call, null, "DispatchEventAsync", target, JsonSerializer.Serialize(new object[] { descriptor, arguments }));
        await Task.WhenAny(answer.Task, Ended);
        return answer.Task.IsCompletedSuccessfully ? await answer.Task : null;
    }

    /// <summary>Sends a message of any kind and waits for nothing.</summary>
    public Task SendAsync(string message, params object?[] arguments) => connection.SendCoreAsync(message, arguments);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static async Task<CircuitClient> ConnectAsync(Uri page, Action<HttpConnectionOptions> configure, Action<ReadOnlyMemory<byte>>? drawn)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(page, "/_blazor"), configure);
        builder.Services.RemoveAll<IHubProtocol>();
        builder.Services.AddSingleton<IHubProtocol>(new BlazorPackProtocol());
        var client = new CircuitClient(page, builder.Build(), drawn);
        await client.connection.StartAsync();
        return client;
    }

    private void End() => ended.TrySetResult();

    private async Task DrawAsync(long batch, byte[] drawing)
    {
        Interlocked.Increment(ref batches);
        drawn?.Invoke(drawing);
        await connection.SendAsync("OnRenderCompleted", batch, null);
    }

    /// <summary>The first thing the server asks of a page is to take the object that events go to: <c>[1,{"__dotNetObject":1},{},{}]</c>.</summary>
    private async Task AnswerAsync(long task, string called, string arguments)
    {
        if (called.EndsWith("attachWebRendererInterop", StringComparison.Ordinal))
        {
            using var json = JsonDocument.Parse(arguments);
            events.TrySetResult(json.RootElement[1].GetProperty("__dotNetObject").GetInt64());
        }
        else if (called.EndsWith("navigationManager.navigateTo", StringComparison.Ordinal))
        {
            using var json = JsonDocument.Parse(arguments);
            if (json.RootElement[1].GetProperty("forceLoad").GetBoolean())
                sentAway.TrySetResult(json.RootElement[0].GetString()!);
        }
        if (task != 0)
            await connection.SendAsync("EndInvokeJSFromDotNet", task, true, $"[{task},true,{ResultOf(called)}]");
    }

    /// <summary>A module that was imported is an object; everything else may answer nothing, as a browser that is just leaving does.</summary>
    private static string ResultOf(string called) => called switch
    {
        "import" => """{"__jsObjectId":1}""",
        "window.hasOwnProperty" => "true",
        "mudpopoverHelper.countProviders" => "1",
        _ => "null",
    };
}
