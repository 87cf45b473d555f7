using System.Security.Cryptography;
using System.Text;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>
/// What PostgreSQL stores to check a password (RFC 5802/7677, the form of <c>pg_authid.rolpassword</c>). Made here, so the
/// password itself never reaches the server or its statement log.
/// </summary>
internal static class ScramVerifier
{
    // The server's own default. The password carries 192 random bits, so more rounds would only cost time at each login.
    private const int Rounds = 4096;

    /// <param name="password">ASCII only, so that SASLprep changes nothing.</param>
    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(password), salt, Rounds, HashAlgorithmName.SHA256, 32);
        var storedKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        return $"SCRAM-SHA-256${Rounds}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(storedKey)}:{Convert.ToBase64String(serverKey)}";
    }
}
