using System.Globalization;
using System.Text.RegularExpressions;

namespace JitPortal.Connectors.SshCa;

/// <summary>
/// What a certificate has a host start for each session, where sessions have a longest life. A host looks at a certificate when a connection is
/// made, and a connection can start one session after another: so each start looks at the clock.
/// </summary>
internal static partial class SessionCommand
{
    public static string Of(DateTimeOffset end, TimeSpan cap) => string.Create(
        CultureInfo.InvariantCulture,
        $"[ \"$(date +%s)\" -lt {end.ToUnixTimeSeconds()} ] || {{ echo 'This certificate has ended. If the access goes on, connect anew.' >&2; exit 1; }}; exec timeout -s HUP -k 1 {cap.TotalSeconds:0} sh -c \"${{SSH_ORIGINAL_COMMAND:-exec \\\"\\$SHELL\\\" -l}}\"");

    /// <summary>By the certificates that were issued, whatever the settings say by now.</summary>
    /// <returns>The longest life of a session that any of them opens; <see langword="null"/> where one has no limit, and where none is known.</returns>
    public static TimeSpan? LongestSession(IReadOnlyList<string> certificates)
    {
        var caps = certificates.Select(CapIn).ToList();
        return caps.Contains(null) ? null : caps.Max();
    }

    private static TimeSpan? CapIn(string certificate) =>
        SshCertificate.ForceCommand(certificate) is { } command && Cap().Match(command) is { Success: true } found
            ? TimeSpan.FromSeconds(int.Parse(found.Groups["seconds"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture))
            : null;

    [GeneratedRegex("; exec timeout -s HUP -k 1 (?<seconds>[0-9]{1,9}) ", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Cap();
}
