using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace JitPortal.TestKit.Servers;

/// <summary>What <see cref="TcpFaultProxy"/> does with the bytes that come back from the server.</summary>
public abstract record Weather
{
    private Weather()
    {
    }

    public static Weather Fine { get; } = new Passing();

    /// <summary>Connections are accepted and nothing is ever answered.</summary>
    public static Weather BlackHole { get; } = new Silent();

    /// <summary>Every connection is reset at once.</summary>
    public static Weather Reset { get; } = new Resetting();

    /// <summary>Only so many further bytes of each connection's answers arrive; then it is reset.</summary>
    public static Weather CutAfter(int bytes) => new Cutting(bytes);

    public static Weather Slow(TimeSpan delay) => new Delaying(delay);

    internal sealed record Passing : Weather;

    internal sealed record Silent : Weather;

    internal sealed record Resetting : Weather;

    internal sealed record Cutting(int Bytes) : Weather;

    internal sealed record Delaying(TimeSpan Delay) : Weather;
}

/// <summary>
/// Stands between a client and a server on loopback and breaks the line as told. Changing <see cref="Weather"/> also changes
/// it for connections that are open; requests always reach the server unless it is a black hole or a reset.
/// </summary>
public sealed class TcpFaultProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> open = new();
    private readonly CancellationTokenSource stopped = new();
    private readonly int target;
    private readonly Task accepting;
    private volatile Weather weather = Weather.Fine;

    public TcpFaultProxy(int targetPort)
    {
        target = targetPort;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Bytes the server has answered while this weather lasted, whether they were passed on or not.</summary>
    public long Answered => Interlocked.Read(ref answered);

    private long answered;

    public Weather Weather
    {
        get => weather;
        set
        {
            Interlocked.Exchange(ref answered, 0);
            weather = value;
            if (value is Weather.Resetting)
                DropAll();
        }
    }

    /// <summary>Resets every open connection, whatever the weather.</summary>
    public void DropAll()
    {
        foreach (var client in open.Keys)
            Drop(client);
    }

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        listener.Stop();
        DropAll();
        await accepting;
        stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stopped.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // disposed
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        open[client] = true;
        try
        {
            if (weather is Weather.Resetting)
                return;

            await server.ConnectAsync(IPAddress.Loopback, target, stopped.Token);
            await Task.WhenAny(
                PumpAsync(client.GetStream(), server.GetStream(), answers: false),
                PumpAsync(server.GetStream(), client.GetStream(), answers: true));
            if (weather is Weather.Cutting)
            {
                // The server must not notice while it still works on the request: hanging up would throw the rest of it away.
                Drop(client);
                await DrainAsync(server.GetStream());
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // the line is broken, as asked
        }
        finally
        {
            open.TryRemove(client, out _);
            Drop(client);
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, bool answers)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, stopped.Token)) > 0)
        {
            if (answers)
                Interlocked.Add(ref answered, read);
            var now = weather;
            if (now is Weather.Delaying delaying)
                await Task.Delay(delaying.Delay, stopped.Token);
            if (now is Weather.Silent)
                continue;

            var allowed = answers && now is Weather.Cutting cut ? (int)Math.Clamp(cut.Bytes - (Answered - read), 0, read) : read;
            await to.WriteAsync(buffer.AsMemory(0, allowed), stopped.Token);
            if (allowed < read)
                return;
        }
    }

    private async Task DrainAsync(NetworkStream server)
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            using var quiet = CancellationTokenSource.CreateLinkedTokenSource(stopped.Token);
            quiet.CancelAfter(TimeSpan.FromMilliseconds(500));
            if (await server.ReadAsync(buffer, quiet.Token) == 0)
                return;
        }
    }

    private static void Drop(TcpClient client)
    {
        try
        {
            client.Client.LingerState = new LingerOption(enable: true, seconds: 0);   // a reset, not a polite end
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or NullReferenceException)
        {
            // closed already
        }

        client.Dispose();
    }
}
