using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>Search, whether the page is live, by which clock it shows times, and the bell.</summary>
public sealed partial class TopBar
{
    [Parameter, EditorRequired]
    public int Unread { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    /// <summary>The callback's receiver renders, which is all there is to do.</summary>
    private static void Nothing()
    {
    }
}
