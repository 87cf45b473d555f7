using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace JitPortal.TestKit.Servers;

/// <summary>Where a conversation with <see cref="SmtpSink"/> stands.</summary>
public enum SmtpStage
{
    Greeting,
    Hello,
    Sender,
    Recipient,
    Data,

    /// <summary>The whole message has arrived.</summary>
    EndOfData,
}

/// <summary>What the server does instead of what it should.</summary>
public abstract record SmtpFault
{
    private SmtpFault()
    {
    }

    /// <summary>Never answers; the line stays open.</summary>
    public static SmtpFault Hang { get; } = new Silent();

    /// <summary>Cuts the line without an answer. At <see cref="SmtpStage.EndOfData"/> it has taken the message all the same.</summary>
    public static SmtpFault Drop { get; } = new Cut();

    /// <param name="line">For example "451 4.3.0 Try again later".</param>
    public static SmtpFault Answer(string line) => new Said(line);

    internal sealed record Silent : SmtpFault;

    internal sealed record Cut : SmtpFault;

    internal sealed record Said(string Line) : SmtpFault;
}

/// <param name="Source">The message as it came, header and body.</param>
public sealed record ReceivedMail(string From, IReadOnlyList<string> To, string Source)
{
    /// <summary>The lines of the header, unfolded.</summary>
    public IReadOnlyList<string> Headers => Source.Split("\r\n\r\n")[0].Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal).Split("\r\n");

    public string Header(string name) => Headers.Single(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];
}

/// <summary>A mail server of our own: speaks SMTP (RFC 5321) over TCP on loopback, keeps what it is given, and fails as told.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedMail> received = new();
    private readonly CancellationTokenSource stopped = new();
    private TcpListener listener = new(IPAddress.Loopback, 0);
    private Task accepting;
    private int connections;

    public SmtpSink()
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync(listener);
    }

    public int Port { get; }

    /// <summary>Everything that was taken, in order.</summary>
    public IReadOnlyList<ReceivedMail> Received => [.. received];

    public int Connections => Volatile.Read(ref connections);

    /// <summary>Decides at each stage, with what the client said there, whether something goes wrong.</summary>
    public Func<SmtpStage, string, SmtpFault?> Weather { get; set; } = (_, _) => null;

    /// <summary>The password of the user "portal"; without one nobody signs in.</summary>
    public string? Password { get; init; }

    /// <summary>Nobody listens on the port any more.</summary>
    public async Task RefuseAsync()
    {
        listener.Dispose();
        await accepting;
    }

    /// <summary>Listens again, on the same port.</summary>
    public void Recover()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        accepting = AcceptAsync(listener);
    }

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        listener.Dispose();
        await accepting;
        stopped.Dispose();
    }

    private async Task AcceptAsync(TcpListener open)
    {
        while (true)
        {
            try
            {
                _ = TalkAsync(await open.AcceptTcpClientAsync(stopped.Token), stopped.Token);
                Interlocked.Increment(ref connections);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task TalkAsync(TcpClient client, CancellationToken ct)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await new Conversation(this, stream, reader).RunAsync(ct);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or LineCutException)
            {
                // The client has gone, or was sent away.
            }
        }
    }

    private sealed class LineCutException : Exception;

    private sealed class Conversation(SmtpSink server, NetworkStream stream, StreamReader reader)
    {
        private string from = "";
        private readonly List<string> to = [];

        public async Task RunAsync(CancellationToken ct)
        {
            await AnswerAsync(SmtpStage.Greeting, "", "220 sink.test ESMTP", ct);
            while (await reader.ReadLineAsync(ct) is { } line)
            {
                if (!await ObeyAsync(line, ct))
                    return;
            }
        }

        private async Task<bool> ObeyAsync(string line, CancellationToken ct)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await AnswerAsync(SmtpStage.Hello, line, server.Password is null ? "250 sink.test" : "250-sink.test\r\n250 AUTH PLAIN", ct);
                    return true;
                case "AUTH":
                    var good = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0portal\0{server.Password}"));
                    await WriteAsync(line == $"AUTH PLAIN {good}" ? "235 2.7.0 Welcome" : "535 5.7.8 Wrong user or password", ct);
                    return true;
                case "MAIL":
                    from = AddressIn(line);
                    to.Clear();
                    await AnswerAsync(SmtpStage.Sender, from, "250 2.1.0 Fine", ct);
                    return true;
                case "RCPT":
                    if (await AnswerAsync(SmtpStage.Recipient, AddressIn(line), "250 2.1.5 Fine", ct))
                        to.Add(AddressIn(line));
                    return true;
                case "DATA":
                    if (await AnswerAsync(SmtpStage.Data, from, "354 Go on", ct))
                        await TakeAsync(ct);
                    return true;
                case "QUIT":
                    await WriteAsync("221 2.0.0 Bye", ct);
                    return false;
                default:
                    await WriteAsync("250 2.0.0 Fine", ct);   // RSET, NOOP
                    return true;
            }
        }

        private async Task TakeAsync(CancellationToken ct)
        {
            var source = new StringBuilder();
            while (await reader.ReadLineAsync(ct) is { } line && line != ".")
                source.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            var mail = new ReceivedMail(from, [.. to], source.ToString());
            if (server.Weather(SmtpStage.EndOfData, mail.Source) is not SmtpFault.Said)
                server.received.Enqueue(mail);
            await AnswerAsync(SmtpStage.EndOfData, mail.Source, "250 2.0.0 Taken", ct);
        }

        /// <returns>Whether it went as it should.</returns>
        private async Task<bool> AnswerAsync(SmtpStage stage, string said, string usual, CancellationToken ct)
        {
            switch (server.Weather(stage, said))
            {
                case SmtpFault.Silent:
                    await Task.Delay(Timeout.InfiniteTimeSpan, ct);
                    return false;
                case SmtpFault.Cut:
                    throw new LineCutException();
                case SmtpFault.Said answer:
                    await WriteAsync(answer.Line, ct);
                    return false;
                default:
                    await WriteAsync(usual, ct);
                    return true;
            }
        }

        private Task WriteAsync(string line, CancellationToken ct) => stream.WriteAsync(Encoding.Latin1.GetBytes($"{line}\r\n"), ct).AsTask();

        /// <summary>RCPT TO:&lt;bo@nordlys.test&gt;</summary>
        private static string AddressIn(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
    }
}
