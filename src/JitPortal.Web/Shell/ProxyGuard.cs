using System.Net;

namespace JitPortal.Web.Shell;

/// <summary>Proxies that cannot be told from anybody else.</summary>
internal static class ProxyGuard
{
    /// <summary>A network larger than this is not a row of proxies: /8, and /16 for IPv6.</summary>
    private const int ShortestPrefix = 8;

    private const int ShortestPrefixOfSix = 16;

    /// <summary>The framework's own switch, which believes whoever sends the headers.</summary>
    private const string BelieveAnybodyKey = "ForwardedHeaders_Enabled";

    public static IEnumerable<string> Mistakes(IConfiguration configuration)
    {
        foreach (var proxy in ProxySettings.Values(configuration, ProxySettings.ProxiesKey).Where(proxy => !IPAddress.TryParse(proxy, out _)))
            yield return $"{ProxySettings.ProxiesKey}: “{proxy}” is no IP address, for example 10.0.0.5.";
        foreach (var network in ProxySettings.Values(configuration, ProxySettings.NetworksKey))
        {
            if (!System.Net.IPNetwork.TryParse(network, out var parsed))
                yield return $"{ProxySettings.NetworksKey}: “{network}” is no network, for example 10.0.0.0/24.";
            else if (parsed.PrefixLength < (parsed.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? ShortestPrefix : ShortestPrefixOfSix))
                yield return $"{ProxySettings.NetworksKey}: {network} would believe nearly anybody; name the network of your proxies.";
        }

        if (configuration[BelieveAnybodyKey] is { } enabled && enabled.ToUpperInvariant() is "TRUE" or "1")
            yield return $"ASPNETCORE_{BelieveAnybodyKey.ToUpperInvariant()}: believes anybody who sends the headers; leave it out and name your proxies ({ProxySettings.ProxiesKey}).";
    }
}
