using System.Diagnostics;
using System.Globalization;
using JitPortal.TestKit.Servers;

namespace JitPortal.TestKit.Issuers;

/// <summary>The certified issuer <c>oidc-provider</c> of npm in a process of its own; <c>oidc-provider.mjs</c> says how it is set up.</summary>
public sealed class OidcProvider : IAsyncDisposable
{
    public const string ClientSecret = "a-secret-of-the-portal";
    private readonly Process process;

    private OidcProvider(Process process, string url) => (this.process, Url) = (process, url);

    public string Url { get; }

    /// <param name="portal">Where the portal listens, for example <c>http://localhost:5400</c>.</param>
    public static async Task<OidcProvider> StartAsync(string portal)
    {
        var module = Path.Combine(await NpmParts.FolderAsync(), "node_modules", "oidc-provider", "lib", "index.js");
        var port = FreePort.Next();
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Issuers", "oidc-provider.mjs"), module, port.ToString(CultureInfo.InvariantCulture), portal])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var node = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        node.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        node.BeginErrorReadLine();
        node.OutputDataReceived += (_, _) => { };
        node.BeginOutputReadLine();
        await Eventually.TrueAsync(() => node.HasExited ? throw new InvalidOperationException("The issuer ended; see its output.") : FreePort.IsOpenAsync(port), "the issuer listens", TimeSpan.FromMinutes(1));
        return new OidcProvider(node, $"http://127.0.0.1:{port}");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
