using System.Security.Cryptography;
using System.Text;

namespace JitPortal.DemoTarget;

/// <summary>Access that the portal opened: a role for a login, until an end. It stays on file after it is closed, so that it is never opened again.</summary>
/// <param name="Grant">The portal's id for it.</param>
/// <param name="Mode"><c>existing</c> for an account of <see cref="Staff"/>, <c>ephemeral</c> for a login that is this access's own.</param>
/// <param name="Verifier">What the password of an own login is checked against: <c>sha256$salt$hash</c>.</param>
/// <param name="Serial">The number of the last change; an older one comes too late.</param>
internal sealed record Access(string Grant, string Principal, string Role, string Mode, DateTimeOffset NotAfter, string? Verifier, long Serial, bool Closed)
{
    public const string Existing = "existing";

    /// <summary>The portal comes at the end to close it. If it does not, sessions end by themselves so much later.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public bool IsOpen(DateTimeOffset now) => !Closed && now < NotAfter;

    /// <summary>A session that is open has a moment longer than a new one, in which the portal ends it.</summary>
    public bool HoldsSessions(DateTimeOffset now) => !Closed && now < NotAfter + Grace;

    public bool Accepts(string password)
    {
        if (Verifier?.Split('$') is not ["sha256", var salt, var hash])
            return false;
        var given = SHA256.HashData([.. Convert.FromBase64String(salt), .. Encoding.UTF8.GetBytes(password)]);
        return CryptographicOperations.FixedTimeEquals(given, Convert.FromBase64String(hash));
    }
}
