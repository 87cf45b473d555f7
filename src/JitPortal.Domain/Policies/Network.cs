using System.Net;

namespace JitPortal.Domain.Policies;

/// <summary>A network as administrators write it, for example <c>10.0.0.0/8</c>, <c>2001:db8::/32</c> or one address. Equal by its text.</summary>
public sealed class Network(string text) : IEquatable<Network>
{
    private readonly IPNetwork? range = Parse(text);

    public string Text { get; } = text;

    /// <summary>Whether the text could be understood; one that could not includes no address.</summary>
    public bool IsUsable => range is not null;

    /// <param name="address">An IPv4 address counts as itself also where it comes wrapped in an IPv6 one.</param>
    public bool Includes(IPAddress address) => range is { } known && known.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    public bool Equals(Network? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as Network);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    public override string ToString() => Text;

    private static IPNetwork? Parse(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;
        return IPAddress.TryParse(text, out var address) && !address.IsIPv4MappedToIPv6
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : null;
    }
}
