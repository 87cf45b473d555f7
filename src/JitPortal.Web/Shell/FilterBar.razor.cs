using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>The line above a list: <see cref="FilterTabs"/> at the left, a <see cref="FilterField"/> at the right.</summary>
public sealed partial class FilterBar
{
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }
}
