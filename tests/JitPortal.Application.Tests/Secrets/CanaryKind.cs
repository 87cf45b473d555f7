using System.Collections.Concurrent;
using JitPortal.Domain;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Oracle;

namespace JitPortal.Application.Tests.Secrets;

/// <summary>The oracle's kind, with credentials that are recognised wherever they turn up.</summary>
internal sealed class CanaryKind : IConnectorKind
{
    public const string Name = "canary";

    private readonly OracleKind oracle = new();

    /// <summary>With a quote, a slash, a space and a letter beyond ASCII: every escaping gives it another face.</summary>
    public const string Mark = "Kanari \"é/+";

    public ConcurrentQueue<string> Made { get; } = [];

    /// <summary>What connectors were built with.</summary>
    public ConcurrentQueue<string?> Given { get; } = [];

    public string Kind => Name;

    public string DisplayName => "Canary";

    public ConnectorForm Form => oracle.Form;

    public IReadOnlyList<FieldError> CheckSettings(string settings) => oracle.CheckSettings(settings);

    public IReadOnlyList<FieldError> CheckRight(string right) => [];

    public IReadOnlyList<FieldError> CheckAccount(string name) => [];

    public PrincipalMode ModeOf(string right) => oracle.ModeOf(right);

    public string SharedRightOf(string right) => oracle.SharedRightOf(right);

    public PreparedCredential Prepare(string right, string? publicKey)
    {
        var made = oracle.Prepare(right, publicKey);
        var secret = Mark + made.Secret;
        Made.Enqueue(secret);
        return made with { Secret = secret };
    }

    public IReadOnlyList<FieldError> CheckPublicKey(string right, string? publicKey) => [];

    public IConnector Connect(TargetId target, string settings, string? secret)
    {
        Given.Enqueue(secret);
        return oracle.Connect(target, settings, secret);
    }
}
