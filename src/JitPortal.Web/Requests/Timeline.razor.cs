using JitPortal.Application.Requests;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Requests;

/// <summary>The story of a request from the audit log, and what it waits for now.</summary>
public sealed partial class Timeline
{
    private const int Shown = 4;

    [Parameter, EditorRequired]
    public required RequestView View { get; set; }

    [CascadingParameter]
    public ViewerClock Clock { get; set; } = ViewerClock.Utc;

    /// <summary>Only the last step can still be waiting: whatever was waited for before has happened.</summary>
    private TimelineTone ToneOf(TimelineEntry entry) =>
        entry.Tone == TimelineTone.Waiting && entry != View.Timeline[^1] ? TimelineTone.Neutral : entry.Tone;

    /// <summary>Whoever may decide has it in the portal; who was told, and how, stands with the step that asked them.</summary>
    private string Inbox => View.Deciders switch
    {
        [] when View.WaitsForSignIns => T("Nobody who was asked has signed in lately. They can decide it once they do."),
        [] => T("Nobody can decide it just now. An administrator has to name somebody."),
        [var one] => T($"In the inbox of {one} since it was asked."),
        { Count: > Shown } many => T($"In the inbox of {string.Join(", ", many.Take(Shown))} and {many.Count - Shown} more since it was asked."),
        var few => T($"In the inboxes of {string.Join(", ", few.SkipLast(1))} and {few[^1]} since it was asked."),
    };

    private static string Symbol(TimelineTone tone) => tone switch
    {
        TimelineTone.Good => "check",
        TimelineTone.Waiting => "clock",
        TimelineTone.Bad => "warn",
        TimelineTone.Neutral => "arrow",
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, message: null),
    };
}
