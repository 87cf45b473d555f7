using System.Globalization;
using JitPortal.Domain;
using JitPortal.Domain.Targets;

namespace JitPortal.TestKit.Oracle;

/// <summary>
/// The connector kind of <see cref="OracleServer"/>. Settings are the port; a right is <c>ephemeral:NAME</c> or <c>existing:NAME</c>.
/// </summary>
/// <param name="around">What stands between the portal and each connector.</param>
public sealed class OracleKind(Func<IConnector, IConnector>? around = null) : IConnectorKind
{
    public const string Name = "oracle";

    public string Kind => Name;

    public string DisplayName => "Oracle";

    public ConnectorForm Form => ConnectorForm.Empty;

    /// <exception cref="FormatException">It is neither of the two.</exception>
    public static void Read(string right)
    {
        if (!right.StartsWith("ephemeral:", StringComparison.Ordinal) && !right.StartsWith("existing:", StringComparison.Ordinal))
            throw new FormatException($"Not a right: {right}");
    }

    public IReadOnlyList<FieldError> CheckSettings(string settings) =>
        int.TryParse(settings, CultureInfo.InvariantCulture, out _) ? [] : [new FieldError("settings", "Give the port.")];

    public IReadOnlyList<FieldError> CheckRight(string right) => [];

    public IReadOnlyList<FieldError> CheckAccount(string name) => [];

    public PrincipalMode ModeOf(string right) => right.StartsWith("existing:", StringComparison.Ordinal) ? PrincipalMode.Existing : PrincipalMode.Ephemeral;

    public string SharedRightOf(string right) => right[(right.IndexOf(':', StringComparison.Ordinal) + 1)..];

    public PreparedCredential Prepare(string right, string? publicKey)
    {
        var secret = "oracle-secret-" + Guid.NewGuid().ToString("N");
        return new PreparedCredential(secret, "verifier-of-" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret))));
    }

    public IReadOnlyList<FieldError> CheckPublicKey(string right, string? publicKey) => publicKey is null ? [] : [new FieldError("publicKey", "This access takes no key.")];

    public IConnector Connect(TargetId target, string settings, string? secret)
    {
        var connector = new OracleConnector(int.Parse(settings, CultureInfo.InvariantCulture));
        return around is null ? connector : around(connector);
    }
}
