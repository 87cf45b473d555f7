using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SshCa;

/// <summary>What one certificate says.</summary>
/// <param name="KeyId">Appears in the log of every host the certificate is used on.</param>
/// <param name="Principals">The names hosts map to accounts; never empty, as some hosts would take that for "any".</param>
internal sealed record CertificateTerms(
    ulong Serial,
    string KeyId,
    IReadOnlyList<string> Principals,
    DateTimeOffset ValidFrom,
    DateTimeOffset ValidTo,
    IReadOnlyDictionary<string, string?> CriticalOptions,
    IReadOnlyList<string> Extensions);

/// <summary>The key that signs user certificates (PROTOCOL.certkeys): ECDSA on P-256, which the runtime itself can sign with.</summary>
internal sealed class CertificateAuthority
{
    private const string Type = "ecdsa-sha2-nistp256";
    private const uint UserCertificate = 1;

    private readonly ECParameters signing;
    private readonly byte[] nonceKey;

    private CertificateAuthority(ECParameters key)
    {
        signing = key;
        PublicBlob = new SshWriter().String(Type).String("nistp256").String([4, .. key.Q.X!, .. key.Q.Y!]).ToArray();
        nonceKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.D!, 32, info: "jitportal certificate nonce"u8.ToArray());
    }

    public byte[] PublicBlob { get; }

    /// <summary>The line for the hosts' <c>TrustedUserCAKeys</c>.</summary>
    public string PublicLine => $"{Type} {Convert.ToBase64String(PublicBlob)} jitportal-ca";

    /// <returns>A new key as PEM (PKCS#8).</returns>
    public static string Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <exception cref="TargetException">The secret is no such key; its text is not repeated.</exception>
    public static CertificateAuthority Read(string? pem)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(pem ?? "");
            var parameters = key.ExportParameters(includePrivateParameters: true);
            if (key.KeySize == 256 && parameters.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
                return new CertificateAuthority(parameters);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // said below, without the cause: it may quote the key
        }

        throw new TargetException(Fault.Unauthorized, "The key of the certificate authority is missing or is no ECDSA P-256 private key in PEM.");
    }

    /// <summary>The same terms give the same certificate but for the signature, so issuing again after a crash is harmless.</summary>
    /// <returns>One line, as in a file ending in <c>-cert.pub</c>.</returns>
    public string Issue(SshPublicKey subject, GrantId grant, CertificateTerms terms)
    {
        if (terms.Principals.Count == 0 || terms.Serial == 0)
            throw new ArgumentException("A certificate needs principals and a serial: without them it may be valid for anybody, or cannot be revoked.", nameof(terms));

        var signed = new SshWriter()
            .String(subject.CertificateType)
            .String(Nonce(grant, terms))
            .Raw(subject.Body)
            .Uint64(terms.Serial)
            .Uint32(UserCertificate)
            .String(terms.KeyId)
            .String(List(terms.Principals))
            .Uint64((ulong)terms.ValidFrom.ToUnixTimeSeconds())
            .Uint64((ulong)terms.ValidTo.ToUnixTimeSeconds())
            .String(Options(terms.CriticalOptions))
            .String(Options(terms.Extensions.ToDictionary(e => e, _ => (string?)null, StringComparer.Ordinal)))
            .String("")
            .String(PublicBlob);
        var certificate = new SshWriter().Raw(signed.ToArray()).String(Sign(signed.ToArray())).ToArray();
        return $"{subject.CertificateType} {Convert.ToBase64String(certificate)} {terms.KeyId}";
    }

    private byte[] Nonce(GrantId grant, CertificateTerms terms) => HMACSHA256.HashData(
        nonceKey,
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{terms.Serial} {grant} {terms.ValidTo.ToUnixTimeSeconds()}")));

    private SshWriter Sign(byte[] data)
    {
        using var signer = ECDsa.Create(signing);
        var signature = signer.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return new SshWriter().String(Type).String(new SshWriter().MpInt(signature.AsSpan(0, 32)).MpInt(signature.AsSpan(32)));
    }

    private static SshWriter List(IEnumerable<string> texts)
    {
        var writer = new SshWriter();
        foreach (var text in texts)
            writer.String(text);
        return writer;
    }

    // Names in order, as the format asks; a value is a string inside a string, no value is an empty one.
    private static SshWriter Options(IEnumerable<KeyValuePair<string, string?>> options)
    {
        var writer = new SshWriter();
        foreach (var (name, value) in options.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            writer.String(name);
            writer.String(value is null ? new SshWriter() : new SshWriter().String(value));
        }

        return writer;
    }
}
