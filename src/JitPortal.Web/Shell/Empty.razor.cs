using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>What a list says when there is nothing in it: that this is so, why, and what to do.</summary>
public sealed partial class Empty
{
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    [Parameter]
    public string? TestId { get; set; }
}
