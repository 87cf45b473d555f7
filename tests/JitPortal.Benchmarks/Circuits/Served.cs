using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using JitPortal.TestKit.Servers;

namespace JitPortal.Benchmarks.Circuits;

/// <summary>One of the two that are compared, in a process of its own, so that its memory is its own.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly Process process;

    private Served(Process process, Uri url)
    {
        (this.process, Url) = (process, url);
        Calls = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = url, Timeout = TimeSpan.FromMinutes(5) };
    }

    public Uri Url { get; }

    public HttpClient Calls { get; }

    /// <param name="arguments">Of <c>dotnet</c>; <c>{0}</c> stands for the address to listen on.</param>
    public static async Task<Served> StartAsync(params string[] arguments)
    {
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{FreePort.Next()}"));
        var start = new ProcessStartInfo("dotnet", arguments.Select(a => a.Replace("{0}", url.ToString().TrimEnd('/'), StringComparison.Ordinal)))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Logging__LogLevel__Default"] = "Error" },
        };
        var server = Process.Start(start)!;
        server.OutputDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        await Eventually.TrueAsync(() => server.HasExited ? throw new InvalidOperationException("It ended; see its output.") : FreePort.IsOpenAsync(url.Port), $"{url} is open", TimeSpan.FromMinutes(3));
        return new Served(server, url);
    }

    /// <summary>After everything that can be collected was.</summary>
    public async Task<Memory> MemoryAsync() => (await Calls.GetFromJsonAsync<Memory>("/bench/memory"))!;

    public async Task ChangeAsync(string words)
    {
        using var answer = await Calls.GetAsync(new Uri($"/bench/change?words={Uri.EscapeDataString(words)}", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Calls.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}

/// <param name="Heap">Managed, in bytes.</param>
/// <param name="Resident">Of the process, in bytes.</param>
internal sealed record Memory(long Heap, long Resident);
