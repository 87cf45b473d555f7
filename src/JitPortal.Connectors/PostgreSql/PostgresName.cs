using System.Text;
using JitPortal.Domain.Grants;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>What can be the name of a role or database. Quoting is left to the server's own <c>format('%I')</c>.</summary>
internal static class PostgresName
{
    public const string Rule = "A name has 1 to 63 bytes and no NUL character.";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Longer names are cut silently by the server and are then not found under their own name: such a right could be given but never taken.
    /// </summary>
    public static bool CanExist(string name)
    {
        if (name.Length is 0 or > 63 || name.Contains('\0', StringComparison.Ordinal))
            return false;

        try
        {
            return Strict.GetByteCount(name) <= 63;
        }
        catch (EncoderFallbackException)
        {
            return false;   // half a surrogate pair: no server can hold it
        }
    }

    /// <summary>The login made for one grant. Only such a name is ever created, altered or dropped.</summary>
    public static string OfGrant(GrantId grant) => $"jit_{grant}";

    /// <summary>The comment that marks a login as ours.</summary>
    public static string MarkOf(GrantId grant) => $"jitportal grant={grant}";

    /// <returns>The grant behind a login's name or mark, or <see langword="null"/> where the portal did not make it.</returns>
    public static GrantId? GrantOf(string name, string? mark) =>
        Hex(name, "jit_") ?? (mark is null ? null : Hex(mark, "jitportal grant="));

    private static GrantId? Hex(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) && Guid.TryParseExact(text[prefix.Length..], "N", out var id) ? new GrantId(id) : null;
}
