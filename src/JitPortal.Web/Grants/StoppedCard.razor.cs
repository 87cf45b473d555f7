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

    private bool Done => Lock.EndedCount == Lock.GrantCount;

    private static string WordOf(GrantView grant) => grant switch
    {
        { State: GrantState.Ended } => T("Ended"),
        { Attempts: > 0, LastError: { } error } => T($"Retrying: {error}"),
        _ => T("Removing"),
    };

    private static string IconOf(GrantView grant) => grant.State == GrantState.Ended ? "check" : grant.Attempts > 0 ? "warn" : "clock";

    private static Tone ToneOf(GrantView grant) => grant.State == GrantState.Ended ? Tone.Good : grant.Attempts > 0 ? Tone.Bad : Tone.Waiting;
}
