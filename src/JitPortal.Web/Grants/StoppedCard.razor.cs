using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Grants;

/// <summary>One lock that stands, and how far its grants have got.</summary>
public sealed partial class StoppedCard
{
    [Parameter, EditorRequired]
    public required LockView Lock { get; set; }

    [Parameter]
    public EventCallback<LockId> OnLift { get; set; }

    private string HeadingId => $"stopped-{Lock.Id}";

    /// <summary>What two administrators closed by hand has ended, and is not evidenced.</summary>
    private Chip Progress => (Lock.EndedCount == Lock.GrantCount, Lock.OpenCount) switch
    {
        (true, _) => new(T($"{Lock.EndedCount} of {Lock.GrantCount} ended"), "check", Tone.Good),
        (_, 0) => new(T($"{Lock.EndedCount} of {Lock.GrantCount} ended with evidence"), "warn", Tone.Bad),
        _ => new(T($"{Lock.EndedCount} of {Lock.GrantCount} ended"), "clock", Tone.Waiting),
    };

    private static Chip StateOf(GrantView grant) => grant switch
    {
        { State: GrantState.Ended, Evidence: EvidenceKind.Forced } => GrantWords.Evidence(EvidenceKind.Forced),
        { State: GrantState.Ended } => new(T("Ended"), "check", Tone.Good),
        { Attempts: > 0 } => new(grant.LastError is { } error ? T($"Retrying: {error}") : T("Removing"), "warn", Tone.Bad),
        _ => new(T("Removing"), "clock", Tone.Waiting),
    };
}
