using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>A state as word, icon and colour.</summary>
public sealed partial class StateChip
{
    [Parameter, EditorRequired]
    public required string Word { get; set; }

    [Parameter, EditorRequired]
    public required string Icon { get; set; }

    [Parameter]
    public Tone Tone { get; set; }

    /// <summary>With an edge, where the ground behind it has a colour of its own.</summary>
    [Parameter]
    public bool Edge { get; set; }

    [Parameter]
    public string? TestId { get; set; }
}
