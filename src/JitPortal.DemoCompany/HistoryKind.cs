using System.Collections.Concurrent;
using JitPortal.Domain;
using JitPortal.Domain.Targets;

namespace JitPortal.DemoCompany;

/// <summary>
/// A kind of target as the portal knows it, but for the connector: past access is opened and closed in memory alone, and no real
/// target is ever called.
/// </summary>
internal sealed class HistoryKind(IConnectorKind real, HistoryOutage outage) : IConnectorKind
{
    private readonly ConcurrentDictionary<TargetId, HistoryConnector> connectors = new();

    public string Kind => real.Kind;

    public string DisplayName => real.DisplayName;

    public ConnectorForm Form => real.Form;

    public bool TakesPublicKey => real.TakesPublicKey;

    public IReadOnlyList<FieldError> CheckSettings(string settings) => real.CheckSettings(settings);

    public IReadOnlyList<FieldError> CheckRight(string right) => real.CheckRight(right);

    public IReadOnlyList<FieldError> CheckAccount(string name) => real.CheckAccount(name);

    public PrincipalMode ModeOf(string right) => real.ModeOf(right);

    public string SharedRightOf(string right) => real.SharedRightOf(right);

    /// <summary>A verifier that no password fits: nobody ever signs in with past access.</summary>
    public PreparedCredential Prepare(string right, string? publicKey) => new(null, "demo-history");

    public IReadOnlyList<FieldError> CheckPublicKey(string right, string? publicKey) => real.CheckPublicKey(right, publicKey);

    public IConnector Connect(TargetId target, string settings, string? secret) => connectors.GetOrAdd(target, id => new HistoryConnector(id, outage));
}

/// <summary>The time in which one target answers nobody.</summary>
internal sealed class HistoryOutage
{
    public TargetId? Target { get; set; }
}
