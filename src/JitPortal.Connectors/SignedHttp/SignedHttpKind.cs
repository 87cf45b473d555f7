using System.Buffers.Text;
using System.Security.Cryptography;
using JitPortal.Domain;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SignedHttp;

/// <summary>A service of one's own that opens and closes access itself when a signed message asks it to.</summary>
/// <param name="clock">Stamps the messages and decides whether it is too late to send one.</param>
public sealed class SignedHttpKind(TimeProvider clock) : IConnectorKind, IDisposable
{
    private const int LongestAccount = 200;

    private readonly KeptConnectors<SignedHttpConnector> kept = new();

    public string Kind => "signed-http";

    public string DisplayName => T("Own service (signed HTTP)");

    public ConnectorForm Form => SignedHttpForm.Form;

    /// <returns>A new secret to share with a service: 32 random bytes as <c>whsec_</c> + base64.</returns>
    public static string CreateSecret() => SigningKeys.Create();

    public IReadOnlyList<FieldError> CheckSettings(string settings) => ErrorsOf(SignedHttpSettings.Read(settings).Refusal);

    public IReadOnlyList<FieldError> CheckRight(string right) => ErrorsOf(SignedHttpRight.Read(right).Refusal);

    /// <summary>Any one line but the logins that the portal makes.</summary>
    public IReadOnlyList<FieldError> CheckAccount(string name) =>
        name.Length is 0 or > LongestAccount || name.Any(char.IsControl) ? [new FieldError("name", Both($"Give the account's name: 1 to {LongestAccount} characters on one line."))]
        : name.StartsWith("jit_", StringComparison.Ordinal) ? [new FieldError("name", Both("Names that begin with jit_ are those of logins the portal makes."))]
        : [];

    public PrincipalMode ModeOf(string right) => Parse(right).Mode;

    /// <summary>The name of the role.</summary>
    public string SharedRightOf(string right) => Parse(right).Role;

    public PreparedCredential Prepare(string right, string? publicKey)
    {
        if (Parse(right).Mode == PrincipalMode.Existing)
            return new PreparedCredential(null, null);

        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        return new PreparedCredential(secret, SaltedHash.Of(secret));
    }

    public IReadOnlyList<FieldError> CheckPublicKey(string right, string? publicKey) =>
        publicKey is null ? [] : [new FieldError("publicKey", Both("This service takes no public key."))];

    /// <exception cref="TargetException">The settings are wrong, or the secret is missing or none.</exception>
    public IConnector Connect(TargetId target, string settings, string? secret) =>
        kept.Get(target, settings, secret ?? "", () => new SignedHttpConnector(Settings(settings), SigningKeys.Read(secret), clock));

    public void Forget(TargetId target) => kept.Forget(target);

    public void Dispose() => kept.Dispose();

    private static SignedHttpSettings Settings(string settings) => SignedHttpSettings.Read(settings)
        .Match(value => value, refusal => throw new TargetException(Fault.Rejected, $"The settings of this target cannot be used: {refusal.Message}"));

    private static SignedHttpRight Parse(string right) => SignedHttpRight.Read(right)
        .Match(value => value, refusal => throw new TargetException(Fault.Rejected, $"The right cannot be used: {refusal.Message}"));

    private static IReadOnlyList<FieldError> ErrorsOf(Refusal? refusal) => refusal is Refusal.Invalid invalid ? invalid.Errors : [];
}
