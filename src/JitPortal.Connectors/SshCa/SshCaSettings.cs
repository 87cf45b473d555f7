using System.Globalization;
using JitPortal.Domain;

namespace JitPortal.Connectors.SshCa;

/// <summary>A fleet of hosts that trust one certificate authority.</summary>
/// <param name="KrlPath">The revocation list as it is published; hosts read this file or a copy of it.</param>
/// <param name="HostsPullEvery">How old a host's copy can be; zero where hosts read the very file.</param>
/// <param name="SessionCap">The longest a session lasts, put into each certificate; <see langword="null"/> for no limit.</param>
/// <param name="Hosts">Examples for the connection lines and for the reachability check.</param>
internal sealed record SshCaSettings(
    string KrlPath,
    TimeSpan HostsPullEvery,
    TimeSpan? SessionCap,
    IReadOnlyList<SshHost> Hosts,
    string? LoginUser)
{
    private const int Day = 24 * 60 * 60;

    // {"krlPath":"/var/lib/jitportal/ssh/krl","hostsPullEvery":60,"sessionCap":3600,"hosts":["web1.example.org:22"],"loginUser":"deploy"}
    public static Outcome<SshCaSettings> Read(string json) => JsonFields.Read(json, fields =>
    {
        var cap = fields.Whole("sessionCap", least: 1, most: Day, otherwise: 0);
        return new SshCaSettings(
            ReadPath(fields),
            TimeSpan.FromSeconds(fields.Whole("hostsPullEvery", least: 0, most: Day, otherwise: 0)),
            cap == 0 ? null : TimeSpan.FromSeconds(cap),
            ReadHosts(fields),
            ReadUser(fields));
    });

    private static string ReadPath(JsonFields fields)
    {
        var path = fields.RequiredText("krlPath");
        if (path.Length > 0 && (!Path.IsPathFullyQualified(path) || Path.EndsInDirectorySeparator(path) || path.Contains('\0', StringComparison.Ordinal)))
            fields.Wrong("krlPath", "Give the absolute path of a file.");
        return path;
    }

    private static IReadOnlyList<SshHost> ReadHosts(JsonFields fields)
    {
        var hosts = (fields.Texts("hosts") ?? []).Select(SshHost.Read).ToList();
        if (hosts.Any(h => h is null))
            fields.Wrong("hosts", "Give each host as name:port.");
        return [.. hosts.OfType<SshHost>()];
    }

    // A user name that starts with a dash would be an option to ssh.
    private static string? ReadUser(JsonFields fields)
    {
        var user = fields.Text("loginUser");
        if (user is not null && (user.Length > 32 || user[0] == '-' || !user.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')))
            fields.Wrong("loginUser", "Give a login name of letters, digits, '_', '-' and '.', at most 32.");
        return user;
    }
}

/// <summary>One host that trusts the authority.</summary>
internal sealed record SshHost(string Name, int Port)
{
    // web1.example.org:22, [2001:db8::1]:22
    public static SshHost? Read(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 1 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            return null;

        var name = text[..colon].Trim('[', ']');
        return Uri.CheckHostName(name) == UriHostNameType.Unknown || name[0] == '-' ? null : new SshHost(name, port);
    }
}
