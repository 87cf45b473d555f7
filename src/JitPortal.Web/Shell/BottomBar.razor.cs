using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>The navigation within reach of the thumb, under 700 px.</summary>
public sealed partial class BottomBar
{
    [Parameter, EditorRequired]
    public required ShellCounts Counts { get; set; }
}
