using System.Net;
using System.Net.Sockets;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SignedHttp;

/// <summary>
/// Opens the connections to a service, and only to addresses that may be reached: public ones, and those in the networks that
/// the target's settings allow. It looks at the address it connects to and not at the name, so a name that answers differently
/// the second time gains nothing.
/// </summary>
internal sealed class OutgoingAddresses(IReadOnlyList<IPNetwork> allowed)
{
    /// <summary>
    /// Special-purpose blocks of the IANA registries (https://www.iana.org/assignments/iana-ipv4-special-registry and
    /// -ipv6-special-registry) and multicast: the machine itself, inner networks, link-local with the clouds' metadata services, and
    /// forms that carry an IPv4 address inside.
    /// </summary>
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var name = context.DnsEndPoint.Host;
        IPAddress[] named = IPAddress.TryParse(name, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(name, ct);
        var addresses = named.Select(Plain).ToArray();
        var reachable = addresses.Where(May).ToArray();
        if (reachable.Length == 0)
        {
            throw new TargetException(
                Fault.Rejected,
                $"{name} is {string.Join(", ", addresses.AsEnumerable())}, which is no public address. If the service is there, name its network in the target's settings (networks).");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(reachable, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }

    public bool May(IPAddress address) => allowed.Any(n => n.Contains(address)) || !NotPublic.Any(n => n.Contains(address));

    /// <summary>::ffff:127.0.0.1 is 127.0.0.1.</summary>
    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
