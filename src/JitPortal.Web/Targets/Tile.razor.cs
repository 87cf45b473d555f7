using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>One number with its name.</summary>
public sealed partial class Tile
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public int Value { get; set; }

    [Parameter]
    public Tone Tone { get; set; }

    /// <summary>What the number hides.</summary>
    [Parameter]
    public string? Note { get; set; }

    [Parameter]
    public string? TestId { get; set; }
}
