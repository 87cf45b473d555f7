namespace JitPortal.Domain.Targets;

/// <summary>
/// A kind of target: reads its settings, makes its credentials and builds the connector of one target. Settings, rights and
/// receipts cross this port as JSON text that only the connector understands.
/// </summary>
public interface IConnectorKind
{
    /// <summary>Stable short name stored with each target: <c>postgresql</c>, <c>ssh-ca</c>.</summary>
    string Kind { get; }

    /// <summary>What people call it: "PostgreSQL".</summary>
    string DisplayName { get; }

    /// <summary>What it asks of an administrator who connects a target of this kind.</summary>
    ConnectorForm Form { get; }

    /// <summary>Every mistake in a target's settings, each with its field; empty when they can be used.</summary>
    IReadOnlyList<FieldError> CheckSettings(string settings);

    /// <summary>Every mistake in an entitlement's right.</summary>
    IReadOnlyList<FieldError> CheckRight(string right);

    /// <summary>Mistakes in the name of a person's own account on a target, each on the field "name".</summary>
    IReadOnlyList<FieldError> CheckAccount(string name);

    /// <summary>A new secret for a target, where the portal can make it; else <see langword="null"/>.</summary>
    string? MakeSecret() => null;

    /// <summary>Whether the right goes to the person's own account (<see cref="Capability.ExistingPrincipal"/>) or to one made for the grant.</summary>
    PrincipalMode ModeOf(string right);

    /// <summary>
    /// The part of the right that grants share: two entitlements with the same principal and the same shared right are one holding.
    /// </summary>
    string SharedRightOf(string right);

    /// <summary>
    /// Makes the secret of a grant before any effect, together with what the target will store of it. <paramref name="publicKey"/> is
    /// the holder's own public key where they gave one; then nothing secret is made.
    /// </summary>
    PreparedCredential Prepare(string right, string? publicKey);

    /// <summary>Whether requesters may hand in a public key of their own.</summary>
    bool TakesPublicKey => false;

    /// <summary>Mistakes in what the requester may hand in for this right (for example their SSH public key).</summary>
    IReadOnlyList<FieldError> CheckPublicKey(string right, string? publicKey);

    /// <param name="secret">The connector's own secret, decrypted; <see langword="null"/> where it has none.</param>
    IConnector Connect(TargetId target, string settings, string? secret);

    /// <summary>Lets go of what was kept for a target that is not used any more.</summary>
    void Forget(TargetId target)
    {
    }
}

public enum PrincipalMode
{
    Existing,
    Ephemeral,
}

/// <param name="Secret">Shown once to the holder; <see langword="null"/> where the holder brings their own key or account.</param>
/// <param name="Verifier">What the target stores; safe to keep.</param>
public sealed record PreparedCredential(string? Secret, string? Verifier)
{
    public override string ToString() => nameof(PreparedCredential);   // a record prints its members: never this one
}
