using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace JitPortal.Web.Shell;

/// <summary>Whose word is taken for where a request comes from: only that of proxies which the settings name.</summary>
internal static class ProxySettings
{
    public const string ProxiesKey = "Proxy:KnownProxies";
    public const string NetworksKey = "Proxy:KnownNetworks";

    public static bool IsNamed(IConfiguration configuration) => Values(configuration, ProxiesKey).Length + Values(configuration, NetworksKey).Length > 0;

    public static string[] Values(IConfiguration configuration, string key) => configuration.GetSection(key).Get<string[]>() ?? [];

    /// <summary>Without a named proxy the headers are not read at all: anybody could send them.</summary>
    public static void Set(ForwardedHeadersOptions options, IConfiguration configuration)
    {
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        if (!IsNamed(configuration))
        {
            options.ForwardedHeaders = ForwardedHeaders.None;
            return;
        }

        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        options.ForwardLimit = null;   // as many as are named, one behind the other; the first that is not ends it
        foreach (var proxy in Values(configuration, ProxiesKey))
            options.KnownProxies.Add(IPAddress.Parse(proxy));
        foreach (var network in Values(configuration, NetworksKey))
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        // The framework's own check of hosts comes before these headers.
        options.AllowedHosts = (configuration["AllowedHosts"] ?? "*").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(host => host != "*").ToList();
    }
}
