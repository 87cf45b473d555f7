using JitPortal.Domain.Grants;

namespace JitPortal.Domain.Targets;

/// <summary>
/// The durable intent to open a grant: everything the connector needs, fixed before any effect (I-08).
/// Repeating an open with the same value changes nothing.
/// </summary>
/// <param name="Principal">The account on the target that gets the right: the person's own, or <c>jit_</c> + grant id.</param>
/// <param name="Right">The external right as the entitlement's settings name it (JSON of the connector's own shape).</param>
/// <param name="NotAfter">The end, by the database's clock; the target enforces it too where it can.</param>
/// <param name="Verifier">What the target stores to check the secret (for example a SCRAM verifier or the subject's public key); never the secret.</param>
/// <param name="Latest">The last moment at which the effect may begin (the end of the worker's claim, I-10).</param>
/// <param name="Serial">A number unique in the installation, for material that is numbered (SSH certificates).</param>
/// <param name="SourceAddress">The only address the access may be used from, where the target can bind it.</param>
public sealed record Opening(
    GrantId Grant,
    string Principal,
    string Right,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    string? Verifier,
    DateTimeOffset Latest,
    long Serial,
    string? SourceAddress);

/// <summary>What opening produced.</summary>
/// <param name="Material">Public material to hand to the holder (an SSH certificate); not secret. <see langword="null"/> where there is none.</param>
/// <param name="Notes">Steps in words for the timeline.</param>
public sealed record Opened(string? Material, IReadOnlyList<string> Notes);

/// <summary>
/// All that closing needs, taken from the intent, so that it works without a receipt and long after the entitlement changed.
/// </summary>
/// <param name="KeepRight">
/// The right must stay because another open grant wants it or it was held before us; only what belongs to this
/// grant alone (its own account, its sessions where the right goes) is removed.
/// </param>
/// <param name="Serials">Every serial issued for the grant.</param>
/// <param name="NotAfter">The end of the last material issued.</param>
public sealed record Closing(
    GrantId Grant,
    string Principal,
    string Right,
    bool KeepRight,
    IReadOnlyList<long> Serials,
    DateTimeOffset NotAfter)
{
    /// <summary>Whose the account is; one that was made for the grant has nothing to keep.</summary>
    public PrincipalMode Mode { get; init; }

    /// <summary>What the target made for the holder and the portal has kept, such as certificates: it says what was promised then.</summary>
    public IReadOnlyList<string> Materials { get; init; } = [];
}

/// <summary>The result of closing one item; a bad item never fails the rest of its batch.</summary>
/// <param name="Failure">Set when this item was not closed.</param>
/// <param name="Residue">What stayed behind, in words, for example a membership somebody else granted; not a failure.</param>
public sealed record Closed(GrantId Grant, TargetException? Failure, int SessionsEnded, string? Residue)
{
    public static Closed Failed(Closing closing, TargetException failure) => new(closing.Grant, failure, 0, null);
}
