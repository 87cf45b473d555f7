using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.Web.Shell;

namespace JitPortal.Web.Grants;

/// <summary>A grant's state as a word, an icon and a colour.</summary>
/// <remarks>Only an observed end is called checked; everything less says what it is (vocabulary.md).</remarks>
public static class GrantWords
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);

    public static Chip Of(GrantView grant, DateTimeOffset now) => grant.State switch
    {
        GrantState.Scheduled => new(T("Waiting to open"), "clock", Tone.Waiting),
        GrantState.Provisioning => new(T("Opening"), "clock", Tone.Waiting),
        GrantState.Active when grant.EndsAt - now <= Soon => new(T("Ending soon"), "clock", Tone.Waiting),
        GrantState.Active => new(T("Active"), "check", Tone.Good),
        GrantState.Revoking when grant.Overdue => new(T("Over, not yet removed"), "warn", Tone.Bad),
        GrantState.Revoking => new(T("Being removed"), "clock", Tone.Waiting),
        GrantState.Ended => Evidence(grant.Evidence),
        _ => throw new ArgumentOutOfRangeException(nameof(grant), grant.State, message: null),
    };

    public static Chip Evidence(EvidenceKind evidence) => evidence switch
    {
        EvidenceKind.Observed => new(T("Checked: gone"), "check", Tone.Good),
        EvidenceKind.Acknowledged => new(T("Target says gone"), "check", Tone.Info),
        EvidenceKind.Lapsed => new(T("Ran out by itself"), "check", Tone.Info),
        EvidenceKind.Kept => new(T("Right kept for another reason"), "eye", Tone.Info),
        EvidenceKind.NeverOpened => new(T("Never opened"), "check", Tone.Neutral),
        EvidenceKind.Forced => new(T("Given up, not checked"), "warn", Tone.Bad),
        EvidenceKind.None => new(T("Not checked"), "warn", Tone.Bad),
        _ => throw new ArgumentOutOfRangeException(nameof(evidence), evidence, message: null),
    };

    /// <summary>"You gave it back", "Time was over".</summary>
    public static string Why(EndReason? reason) => reason switch
    {
        EndReason.Expired => T("Time was over"),
        EndReason.GivenBack => T("Given back"),
        EndReason.Revoked => T("Revoked"),
        EndReason.EndCondition => T("Its reason was over"),
        EndReason.Locked => T("Locked"),
        EndReason.SubjectLeft => T("Its holder left"),
        EndReason.Cancelled => T("Cancelled before it opened"),
        EndReason.ProvisionFailed => T("Could not be opened"),
        null => T("Not over"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, message: null),
    };
}
