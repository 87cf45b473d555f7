using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace JitPortal.TestKit.Issuers;

/// <summary>An RSA key that signs tokens by hand: no library stands between a test and what it wants to send.</summary>
public sealed class IssuerKey(string id)
{
    private readonly RSA rsa = RSA.Create(2048);

    public string Id { get; } = id;

    /// <summary>As PEM: what an attacker who wants to sign with the public key would use as an HMAC secret.</summary>
    public string PublicPem => rsa.ExportSubjectPublicKeyInfoPem();

    /// <summary>As a JSON Web Key.</summary>
    public object Public()
    {
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = Id, n = Base64Url.EncodeToString(parameters.Modulus), e = Base64Url.EncodeToString(parameters.Exponent) };
    }

    /// <param name="claims">A claim that is <see langword="null"/> is left out.</param>
    /// <param name="header">Replaces or adds fields of the header; one that is <see langword="null"/> is left out.</param>
    public string Sign(IReadOnlyDictionary<string, object?> claims, IReadOnlyDictionary<string, object?>? header = null) =>
        Token(claims, header, text => rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>The same with another algorithm, or none.</summary>
    public string Token(IReadOnlyDictionary<string, object?> claims, IReadOnlyDictionary<string, object?>? header, Func<byte[], byte[]> sign)
    {
        var head = new Dictionary<string, object?>(StringComparer.Ordinal) { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = Id };
        foreach (var (name, value) in header ?? new Dictionary<string, object?>())
            head[name] = value;
        var signed = $"{Part(head)}.{Part(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Part(IEnumerable<KeyValuePair<string, object?>> fields) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(fields.Where(field => field.Value is not null).ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal)));
}
