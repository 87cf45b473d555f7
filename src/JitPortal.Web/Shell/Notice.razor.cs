using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>A sentence that deserves attention, read out when it appears.</summary>
public sealed partial class Notice
{
    [Parameter]
    public Tone Tone { get; set; } = Tone.Info;

    [Parameter]
    public string? TestId { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    private string Symbol => Tone switch
    {
        Tone.Good => "check",
        Tone.Waiting => "clock",
        Tone.Bad => "warn",
        _ => "eye",
    };
}
