using System.Security.Cryptography;
using System.Text;

namespace JitPortal.Connectors.SignedHttp;

/// <summary>
/// What a service keeps to check the password of a login made for a grant: <c>sha256$salt$hash</c>, both in base64, where hash is
/// SHA-256(salt ‖ password in UTF-8).
/// </summary>
/// <remarks>A slow hash would gain nothing: the password carries 192 random bits, and the service checks it in one line of any language.</remarks>
internal static class SaltedHash
{
    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var hash = SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)]);
        return $"sha256${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";
    }
}
