using System.Buffers.Text;
using System.Security.Cryptography;
using JitPortal.Domain;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>PostgreSQL 13 and later: membership of roles, for a person's own login or for a login made for the grant.</summary>
/// <param name="clock">Only used to report how far a server's clock is off; every decision is the server's own.</param>
public sealed class PostgreSqlKind(TimeProvider clock) : IConnectorKind, IDisposable
{
    private readonly KeptConnectors<PostgreSqlConnector> kept = new();

    public string Kind => "postgresql";

    public string DisplayName => T("PostgreSQL");

    public ConnectorForm Form => PostgresForm.Form;

    public IReadOnlyList<FieldError> CheckSettings(string settings) => ErrorsOf(PostgresSettings.Read(settings).Refusal);

    public IReadOnlyList<FieldError> CheckRight(string right) => ErrorsOf(PostgresRight.Read(right).Refusal);

    /// <summary>A login of a person; those made for grants and the server's own are nobody's.</summary>
    public IReadOnlyList<FieldError> CheckAccount(string name)
    {
        if (!PostgresName.CanExist(name))
            return [new FieldError("name", PostgresName.Rule)];
        return name.StartsWith("pg_", StringComparison.Ordinal) || PostgresName.GrantOf(name, mark: null) is not null
            ? [new FieldError("name", Both("Give the login of a person; this is one of the server's own or one that the portal made."))]
            : [];
    }

    public PrincipalMode ModeOf(string right) => Parse(right).Mode;

    /// <summary>The name of the role.</summary>
    public string SharedRightOf(string right) => Parse(right).Role;

    public PreparedCredential Prepare(string right, string? publicKey)
    {
        if (Parse(right).Mode == PrincipalMode.Existing)
            return new PreparedCredential(null, null);

        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        return new PreparedCredential(secret, ScramVerifier.Of(secret));
    }

    public IReadOnlyList<FieldError> CheckPublicKey(string right, string? publicKey) =>
        publicKey is null ? [] : [new FieldError("publicKey", Both("PostgreSQL takes no public key."))];

    /// <exception cref="TargetException">The settings are wrong or the secret is missing.</exception>
    public IConnector Connect(TargetId target, string settings, string? secret) => secret is null
        ? throw new TargetException(Fault.Unauthorized, "The password of the portal's account on this server is not stored.")
        : kept.Get(target, settings, secret, () => new PostgreSqlConnector(Settings(settings), secret, clock));

    public void Forget(TargetId target) => kept.Forget(target);

    public void Dispose() => kept.Dispose();

    private static PostgresSettings Settings(string settings) => PostgresSettings.Read(settings)
        .Match(value => value, refusal => throw new TargetException(Fault.Rejected, $"The settings of this target cannot be used: {refusal.Message}"));

    private static PostgresRight Parse(string right) => PostgresRight.Read(right)
        .Match(value => value, refusal => throw new TargetException(Fault.Rejected, $"The right cannot be used: {refusal.Message}"));

    private static IReadOnlyList<FieldError> ErrorsOf(Refusal? refusal) => refusal is Refusal.Invalid invalid ? invalid.Errors : [];
}
