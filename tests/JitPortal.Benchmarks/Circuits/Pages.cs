using System.Diagnostics;
using System.Text;
using JitPortal.TestKit.Circuits;
using JitPortal.TestKit.Servers;
using Microsoft.AspNetCore.Http.Connections;

namespace JitPortal.Benchmarks.Circuits;

/// <summary>Many open pages of one server, each with its circuit, as browsers hold them.</summary>
internal sealed class Pages : IAsyncDisposable
{
    private const int AtOnce = 20;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly List<Open> open = [];
    private byte[] wanted = [];
    private long lastDrawing;

    public int Count => open.Count;

    /// <param name="cookie">Of the person with a number; <see langword="null"/> where nobody signs in.</param>
    /// <param name="perPerson">How many pages one person has open.</param>
    public async Task OpenAsync(Served served, string path, int count, int perPerson, Func<int, Task<string?>> cookie)
    {
        var address = new Uri(served.Url, path);
        var people = Enumerable.Range(open.Count, count).GroupBy(i => i / perPerson);
        foreach (var person in people)
        {
            var ticket = await cookie(person.Key);
            var html = await ReadAsync(served, address, ticket);
            foreach (var chunk in person.Chunk(AtOnce))
                open.AddRange(await Task.WhenAll(chunk.Select(_ => StartAsync(address, html, ticket))));
        }
        await Eventually.TrueAsync(() => open.TrueForAll(page => page.Circuit.Batches > 1 || page.Circuit.Ended.IsCompleted), "all pages are drawn", Patience);
        if (open.Exists(page => page.Circuit.Ended.IsCompleted))
            throw new InvalidOperationException("The server gave up a circuit.");
    }

    /// <returns>Milliseconds from the moment the change was sent for until each page has drawn it.</returns>
    public async Task<Sample> ChangeAsync(Served served, string words)
    {
        await RestAsync();
        open.ForEach(page => page.DrawnAt = 0);
        Volatile.Write(ref wanted, Encoding.UTF8.GetBytes(words));
        var started = Stopwatch.GetTimestamp();
        await served.ChangeAsync(words);
        await Eventually.TrueAsync(() => open.TrueForAll(page => page.DrawnAt != 0), $"all pages show “{words}”", Patience);
        return new Sample(open.Select(page => Stopwatch.GetElapsedTime(started, page.DrawnAt).TotalMilliseconds));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var chunk in open.Chunk(AtOnce))
            await Task.WhenAll(chunk.Select(page => page.Circuit.DisposeAsync().AsTask()));
    }

    /// <summary>What the last change brought with it, such as the notices of it, belongs to that one.</summary>
    private Task RestAsync() => Eventually.TrueAsync(() => Stopwatch.GetElapsedTime(Volatile.Read(ref lastDrawing)) > Rest, "nothing is drawn any more", Patience);

    private async Task<Open> StartAsync(Uri address, string html, string? cookie)
    {
        var page = new Open();
        page.Circuit = await CircuitClient.StartAsync(
            address, html,
            options =>
            {
                options.Transports = HttpTransportType.WebSockets;
                options.SkipNegotiation = true;
                if (cookie is not null)
                    options.Headers["Cookie"] = cookie;
            },
            drawing => See(page, drawing));
        return page;
    }

    private void See(Open page, ReadOnlyMemory<byte> drawing)
    {
        Volatile.Write(ref lastDrawing, Stopwatch.GetTimestamp());
        if (page.DrawnAt == 0 && Volatile.Read(ref wanted) is { Length: > 0 } words && drawing.Span.IndexOf(words) >= 0)
            page.DrawnAt = Stopwatch.GetTimestamp();
    }

    private static async Task<string> ReadAsync(Served served, Uri address, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        using var answer = await served.Calls.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    private sealed class Open
    {
        public CircuitClient Circuit { get; set; } = null!;

        public long DrawnAt { get; set; }
    }
}
