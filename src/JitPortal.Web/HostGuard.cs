using System.Net;
using JitPortal.Web.Jobs;
using JitPortal.Web.Shell;

namespace JitPortal.Web;

/// <summary>How the portal must not be reached, and what it must not tell.</summary>
internal static class HostGuard
{
    private const string HostsKey = "AllowedHosts";
    private const string DetailedErrorsKey = "DetailedErrors";
    private const string StartupKey = "HostingStartupAssemblies";
    private const string CollectorKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IEnumerable<string> Mistakes(IConfiguration configuration) =>
        [.. Names(configuration), .. Addresses(configuration), .. Telling(configuration), .. Foreign(configuration)];

    private static IEnumerable<string> Names(IConfiguration configuration)
    {
        var hosts = (configuration[HostsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (hosts.Length == 0 || hosts.Any(host => host is "*" or "0.0.0.0" or "[::]"))   // each means any host to the framework
            yield return $"{HostsKey}: name the hosts that people open the portal by, for example jit.example.org; with any host, links in messages can be forged.";
    }

    /// <summary>Plain http is for a proxy on the same machine, or one that is named.</summary>
    private static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        if (ProxySettings.IsNamed(configuration))
            yield break;
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => (Key: $"{endpoint.Path}:Url", Url: endpoint["Url"] ?? "")).ToList();
        var urls = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => (Key: "ASPNETCORE_URLS", Url: url)).ToList();
        // What container images set, and what counts where nothing else does: every address of the machine.
        var ports = (configuration["http_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => (Key: "ASPNETCORE_HTTP_PORTS", Url: $"http://*:{port}"));
        var listening = urls.Count > 0 || endpoints.Count > 0 ? urls : ports;
        foreach (var (key, _) in endpoints.Concat(listening).Where(address => IsPlainToOthers(address.Url)))
            yield return $"{key}: plain http reaches others unprotected; listen on https, or on 127.0.0.1 behind a proxy, or name the proxy ({ProxySettings.ProxiesKey}).";
    }

    private static IEnumerable<string> Telling(IConfiguration configuration)
    {
        if (configuration.GetValue<string>(DetailedErrorsKey) is { } detailed && detailed.ToUpperInvariant() is "TRUE" or "1")
            yield return $"{DetailedErrorsKey}: errors with their inner details are for Development; leave it out.";
        foreach (var level in configuration.GetSection("Logging:LogLevel").GetChildren().Where(level => level.Value is "Trace" or "Debug" && IsTalkative(level.Key)))
            yield return $"{level.Path}: {level.Value} writes headers, tokens or rows into the log; use Information or less.";
        if (configuration[CollectorKey] is { Length: > 0 } collector && IsPlainToOthers(collector))
            yield return $"{CollectorKey}: traces would leave the machine unprotected; use https.";
        if (configuration[JobsSetup.DashboardKey] is { Length: > 0 } dashboard && !bool.TryParse(dashboard, out _))
            yield return $"{JobsSetup.DashboardKey}: “{dashboard}” is neither true nor false.";
    }

    private static IEnumerable<string> Foreign(IConfiguration configuration)
    {
        if (!string.IsNullOrEmpty(configuration[StartupKey]))
            yield return $"ASPNETCORE_{StartupKey.ToUpperInvariant()}: code of others would run in the portal; leave it out.";
    }

    private static bool IsTalkative(string category) => category == "Default" || category.StartsWith("Microsoft", StringComparison.Ordinal) || category.StartsWith("System.Net", StringComparison.Ordinal);

    private static bool IsPlainToOthers(string url) =>
        url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && HostOf(url) is var host
        && host is not "localhost" && !(IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Of <c>http://+:80</c>, too, which is no address that the framework's parser takes.</summary>
    private static string HostOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host.Trim('[', ']') : url["http://".Length..].Split(':', '/')[0];
}
