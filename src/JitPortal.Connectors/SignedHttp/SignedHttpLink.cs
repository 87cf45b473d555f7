using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SignedHttp;

/// <summary>Sends signed messages to one service and reads its answers: no redirects, no proxy, no cookies, a time limit and a size limit.</summary>
internal sealed class SignedHttpLink : IDisposable
{
    /// <summary>Longest answer that is read: 1 MiB.</summary>
    public const int LargestAnswer = 1024 * 1024;

    /// <summary>Longest time for one message and its answer: 10 seconds.</summary>
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(10);

    /// <summary>How long the service's wish to be left alone counts at most: 1 minute.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly Uri url;
    private readonly SigningKeys keys;
    private readonly TimeProvider clock;
    private readonly HttpClient client;
    private long pausedUntil;

    public SignedHttpLink(SignedHttpSettings settings, SigningKeys keys, TimeProvider clock)
    {
        (url, this.keys, this.clock) = (settings.Url, keys, clock);
        client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = new OutgoingAddresses(settings.Networks).ConnectAsync,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            MaxResponseHeadersLength = 16,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),   // a name that has moved is looked up again
        })
        {
            MaxResponseContentBufferSize = LargestAnswer,
            Timeout = Timeout.InfiniteTimeSpan,   // ours tells a slow service from a caller that has gone
        };
    }

    /// <param name="id">The message's id; an effect has the same one each time it is tried.</param>
    /// <param name="polite">Whether a service that asked to be left alone is; closing never waits for that.</param>
    public async Task<Answer> SendAsync(string id, string type, object data, bool polite, CancellationToken ct)
    {
        if (polite && clock.GetUtcNow().ToUnixTimeMilliseconds() < Interlocked.Read(ref pausedUntil))
            throw new TargetException(Fault.Transient, "The service asked to be left alone for a while.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeOut);
        try
        {
            using var request = Signed(id, new { type, timestamp = clock.GetUtcNow(), data });
            using var response = await client.SendAsync(request, limit.Token);
            NoteRetryAfter(response.Headers.RetryAfter);
            return HttpFaults.OfStatus(response.StatusCode) is { } fault ? throw fault : Answer.Read(await response.Content.ReadAsByteArrayAsync(limit.Token));
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new TargetException(Fault.Transient, $"The service did not answer within {TimeOut.TotalSeconds:0} s.", e);
        }
        catch (Exception e) when (e is not TargetException && HttpFaults.Translate(e) is not null)
        {
            throw HttpFaults.Translate(e)!;
        }
    }

    public void Dispose() => client.Dispose();

    private HttpRequestMessage Signed(string id, object message)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web);
        var now = clock.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) { Headers = { ContentType = Json } } };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", SigningKeys.Seconds(now));
        request.Headers.Add("webhook-signature", keys.Sign(id, now, body));
        return request;
    }

    private void NoteRetryAfter(RetryConditionHeaderValue? wish)
    {
        if (wish is null)
            return;
        var now = clock.GetUtcNow();
        var pause = wish.Delta ?? wish.Date - now ?? TimeSpan.Zero;
        Interlocked.Exchange(ref pausedUntil, (now + (pause < LongestPause ? pause : LongestPause)).ToUnixTimeMilliseconds());
    }
}
