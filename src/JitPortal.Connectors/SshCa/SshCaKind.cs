using JitPortal.Domain;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SshCa;

/// <summary>OpenSSH hosts that trust a certificate authority: each grant is a certificate with its own end.</summary>
/// <param name="clock">Decides from when and to when certificates are valid, as no target can be asked.</param>
public sealed class SshCaKind(TimeProvider clock) : IConnectorKind
{
    public string Kind => "ssh-ca";

    public string DisplayName => T("SSH (certificates)");

    public ConnectorForm Form => SshCaForm.Form;

    /// <returns>A new key for a target, to be stored as its secret: ECDSA P-256, PEM (PKCS#8).</returns>
    public static string CreateAuthorityKey() => CertificateAuthority.Create();

    /// <summary>The line that hosts need in the file <c>TrustedUserCAKeys</c> names.</summary>
    /// <exception cref="TargetException">The secret is no key of this kind.</exception>
    public static string AuthorityLine(string secret) => CertificateAuthority.Read(secret).PublicLine;

    public IReadOnlyList<FieldError> CheckSettings(string settings) => ErrorsOf(SshCaSettings.Read(settings).Refusal);

    public IReadOnlyList<FieldError> CheckRight(string right) => ErrorsOf(SshCaRight.Read(right).Refusal);

    public IReadOnlyList<FieldError> CheckAccount(string name) => [new FieldError("name", Both("Certificates name no account of a person."))];

    public string MakeSecret() => CreateAuthorityKey();

    public PrincipalMode ModeOf(string right) => PrincipalMode.Ephemeral;

    /// <summary>The principals, in order.</summary>
    public string SharedRightOf(string right) => string.Join(',', Must(SshCaRight.Read(right)).Principals);

    public bool TakesPublicKey => true;

    /// <exception cref="TargetException">The public key cannot be used; <see cref="CheckPublicKey"/> says why.</exception>
    public PreparedCredential Prepare(string right, string? publicKey)
    {
        if (publicKey is not null)
            return new PreparedCredential(null, Must(SshPublicKey.Read(publicKey)).Line);

        var (privateKey, publicLine) = SshKeyPair.Create();
        return new PreparedCredential(privateKey, publicLine);
    }

    public IReadOnlyList<FieldError> CheckPublicKey(string right, string? publicKey) =>
        publicKey is null ? [] : ErrorsOf(SshPublicKey.Read(publicKey).Refusal);

    /// <exception cref="TargetException">The settings are wrong, or the secret is no key of an authority.</exception>
    public IConnector Connect(TargetId target, string settings, string? secret) =>
        new SshCaConnector(Must(SshCaSettings.Read(settings)), CertificateAuthority.Read(secret), clock);

    internal static T Must<T>(Outcome<T> outcome) =>
        outcome.Match(value => value, refusal => throw new TargetException(Fault.Rejected, refusal.Message));

    private static IReadOnlyList<FieldError> ErrorsOf(Refusal? refusal) => refusal is Refusal.Invalid invalid ? invalid.Errors : [];
}
