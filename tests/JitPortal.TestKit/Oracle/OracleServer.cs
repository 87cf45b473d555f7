using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace JitPortal.TestKit.Oracle;

/// <summary>
/// A target that remembers everything: an append-only log of effects with its own true clock, reached over TCP, so that it
/// can live in another process than the portal under test. Runs are judged from this log, never from what the portal says.
/// </summary>
public sealed class OracleServer : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly Dictionary<string, OracleItem> present = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> sessions = new(StringComparer.Ordinal);
    private readonly List<OracleEffect> effects = [];
    private readonly ConcurrentBag<Task> conversations = [];
    private readonly TimeProvider clock;
    private readonly Task accepting;
    private TaskCompletionSource letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int faultsLeft;

    /// <param name="port">0 for any free one.</param>
    public OracleServer(int port = 0, TimeProvider? clock = null)
    {
        this.clock = clock ?? TimeProvider.System;
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start(512);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    public OracleFault Fault { get; private set; }

    /// <summary>Calls that have arrived, whatever became of them.</summary>
    public int Calls { get; private set; }

    public IReadOnlyList<OracleEffect> Effects
    {
        get
        {
            lock (gate)
                return [.. effects];
        }
    }

    public IReadOnlyList<string> Present
    {
        get
        {
            lock (gate)
                return [.. present.Keys];
        }
    }

    /// <param name="times">For so many calls; then it behaves again.</param>
    public void Misbehave(OracleFault fault, int times = int.MaxValue)
    {
        lock (gate)
            (Fault, faultsLeft) = (fault, times);
    }

    /// <summary>Access that somebody else gave, not the portal.</summary>
    public void Plant(string principal, string right = "")
    {
        lock (gate)
            present[principal] = new OracleItem("", principal, Right: right);
    }

    /// <summary>Somebody else takes access away, not the portal.</summary>
    public void Remove(string principal)
    {
        lock (gate)
            present.Remove(principal);
    }

    /// <summary>What the target would check a secret of the principal against.</summary>
    public string? VerifierOf(string principal)
    {
        lock (gate)
            return present.GetValueOrDefault(principal)?.Verifier;
    }

    /// <summary>Calls that wait to be let go.</summary>
    public int Held { get; private set; }

    /// <summary>Carries out the calls that were held, late as they are.</summary>
    public void LetGo()
    {
        lock (gate)
        {
            letGo.SetResult();
            letGo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void OpenSession(string principal)
    {
        lock (gate)
            sessions[principal] = sessions.GetValueOrDefault(principal) + 1;
    }

    public int SessionsOf(string principal)
    {
        lock (gate)
            return sessions.GetValueOrDefault(principal);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(conversations);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                conversations.Add(TalkAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // stopped
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, leaveOpen: true);
                while (await reader.ReadLineAsync(stop.Token) is { } line)
                {
                    if (!await AnswerAsync(stream, line))
                        return;
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // the caller has gone, or the oracle stops
            }
        }
    }

    /// <returns>Whether the conversation goes on.</returns>
    private async Task<bool> AnswerAsync(Stream stream, string line)
    {
        var fault = NextFault();
        if (fault == OracleFault.Hang)
            await Task.Delay(Timeout.Infinite, stop.Token);
        if (fault == OracleFault.Reset)
            return false;
        if (fault == OracleFault.Hold)
            await HoldAsync();
        var call = JsonSerializer.Deserialize<OracleCall>(line, OracleCall.Json)!;
        if (fault == OracleFault.Pretend && call.Verb == "close")
            call = call with { Verb = "observe" };
        var answer = fault == OracleFault.Reject ? new OracleAnswer("The oracle will not.", []) : Carry(call);
        if (fault == OracleFault.CutReply)
            return false;
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(answer, OracleCall.Json), (byte)'\n'];
        await stream.WriteAsync(fault == OracleFault.HalfAnswer ? bytes.AsMemory(0, bytes.Length / 2) : bytes, stop.Token);
        return fault != OracleFault.HalfAnswer;
    }

    private Task HoldAsync()
    {
        lock (gate)
        {
            Held++;
            return letGo.Task.WaitAsync(stop.Token);
        }
    }

    private OracleFault NextFault()
    {
        lock (gate)
        {
            Calls++;
            if (Fault == OracleFault.None || faultsLeft == 0)
                return OracleFault.None;
            faultsLeft--;
            return Fault;
        }
    }

    private OracleAnswer Carry(OracleCall call)
    {
        lock (gate)
        {
            foreach (var item in call.Items)
                Apply(call.Verb, item);
            return new OracleAnswer(null, [.. (call.Verb == "list" ? [.. present.Values] : call.Items).Select(StateOf)]);
        }
    }

    private void Apply(string verb, OracleItem item)
    {
        switch (verb)
        {
            case "open" or "move" or "rotate" when item.LatestMs < clock.GetUtcNow().ToUnixTimeMilliseconds():
                Log("too-late", item);
                break;
            case "open" or "move" or "rotate":
                if (verb == "open" || present.ContainsKey(item.Principal))
                    present[item.Principal] = item;
                Log(verb, item);
                break;
            case "close":
                present.Remove(item.Principal);
                sessions.Remove(item.Principal);
                Log(verb, item);
                break;
        }
    }

    private OracleState StateOf(OracleItem item) => present.TryGetValue(item.Principal, out var held)
        ? new OracleState(item.Grant, true, held.Verifier, sessions.GetValueOrDefault(item.Principal), held.NotAfterMs, item.Principal, held.Right)
        : new OracleState(item.Grant, false, null, sessions.GetValueOrDefault(item.Principal), null, item.Principal, "");

    private void Log(string what, OracleItem item) => effects.Add(new OracleEffect(effects.Count + 1, clock.GetUtcNow(), what, item.Grant, item.Principal));
}
