using JitPortal.Domain.Grants;

namespace JitPortal.Domain.Targets;

/// <summary>Whether the access is there. Three values: "cannot tell" is never flattened to either of the others.</summary>
public enum Presence
{
    Present,
    Absent,
    CannotTell,
}

/// <summary>What was read back from the target.</summary>
/// <param name="Grant">The grant it is about: evidence says itself whose it is, whatever order it comes in.</param>
/// <param name="Evidence">The best evidence of absence the target gives; only meaningful with <see cref="Presence.Absent"/>.</param>
/// <param name="LiveSessions">Sessions of the principal that are open now; <see langword="null"/> where the target cannot say.</param>
/// <param name="NativeEnd">The end the target itself will enforce, if it knows one.</param>
/// <param name="ResidualUntil">How long access can outlive this observation (an SSH session, a host that has not pulled the revocation list yet).</param>
/// <param name="Words">One sentence for the timeline: what was read, where.</param>
public sealed record Observation(
    GrantId Grant,
    Presence Presence,
    EvidenceKind Evidence,
    int? LiveSessions,
    DateTimeOffset? NativeEnd,
    DateTimeOffset? ResidualUntil,
    string Words);

/// <summary>One right found on the target by listing, ours or not.</summary>
/// <param name="Grant">The grant it is marked with; <see langword="null"/> for access the portal did not give.</param>
public sealed record Seen(string Principal, string Right, GrantId? Grant, DateTimeOffset? NativeEnd);

/// <summary>One finding of a check, in words an administrator can act on.</summary>
public sealed record Finding(FindingLevel Level, string Words);

public enum FindingLevel
{
    Fine,
    Warning,
    Problem,
}
