using JitPortal.Domain;
using JitPortal.Domain.Targets;

namespace JitPortal.Benchmarks.Lateness;

/// <summary>A kind of target that costs nothing, so that only the portal is measured.</summary>
internal sealed class NullKind : IConnectorKind
{
    public const string Name = "null";

    public string Kind => Name;

    public string DisplayName => "Null";

    public ConnectorForm Form => ConnectorForm.Empty;

    public IReadOnlyList<FieldError> CheckSettings(string settings) => [];

    public IReadOnlyList<FieldError> CheckRight(string right) => [];

    public IReadOnlyList<FieldError> CheckAccount(string name) => [];

    public PrincipalMode ModeOf(string right) => PrincipalMode.Ephemeral;

    public string SharedRightOf(string right) => right;

    public PreparedCredential Prepare(string right, string? publicKey) => new(null, null);

    public IReadOnlyList<FieldError> CheckPublicKey(string right, string? publicKey) => [];

    public IConnector Connect(TargetId target, string settings, string? secret) => new NullConnector();
}
