using JitPortal.Domain;

namespace JitPortal.Connectors.SshCa;

/// <summary>What a certificate allows.</summary>
/// <param name="Principals">Role names that hosts map to accounts (AuthorizedPrincipalsFile), one or more.</param>
/// <param name="Extensions">What a session may do; a terminal alone unless said otherwise.</param>
/// <param name="BindSourceAddress">Whether the certificate works only from the address it was asked from.</param>
internal sealed record SshCaRight(IReadOnlyList<string> Principals, IReadOnlyList<string> Extensions, bool BindSourceAddress)
{
    private const string PortForwarding = "permit-port-forwarding";
    private const int LongestPrincipal = 64;

    private static readonly string[] Known =
        ["permit-pty", "permit-user-rc", PortForwarding, "permit-agent-forwarding", "permit-X11-forwarding", "no-touch-required"];

    public bool ForwardsPorts => Extensions.Contains(PortForwarding, StringComparer.Ordinal);

    // {"principals":["dba"],"extensions":["permit-pty"],"bindSourceAddress":true}
    public static Outcome<SshCaRight> Read(string json) => JsonFields.Read(json, fields => new SshCaRight(
        ReadPrincipals(fields),
        ReadExtensions(fields),
        fields.Flag("bindSourceAddress", otherwise: false)));

    private static IReadOnlyList<string> ReadPrincipals(JsonFields fields)
    {
        var principals = fields.Texts("principals") ?? [];
        if (principals.Count == 0)
            fields.Wrong("principals", "Give at least one principal: a certificate without any could be taken for one that is valid for everybody.");
        else if (principals.Any(p => p.Length is 0 or > LongestPrincipal || p.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is ',' or '#')))
            fields.Wrong("principals", $"A principal has 1 to {LongestPrincipal} characters and no space, comma, '#' or control character: hosts could not match it.");
        return [.. principals.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> ReadExtensions(JsonFields fields)
    {
        var extensions = fields.Texts("extensions") ?? ["permit-pty"];
        if (extensions.Any(e => !Known.Contains(e, StringComparer.Ordinal)))
            fields.Wrong("extensions", $"Give some of {string.Join(", ", Known)}.");
        return [.. extensions.Distinct(StringComparer.Ordinal)];
    }
}
