using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>An instant in the viewer's zone; the tooltip names zone and UTC.</summary>
public sealed partial class When
{
    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    /// <summary>With seconds, for timelines.</summary>
    [Parameter]
    public bool Precise { get; set; }

    /// <summary>"today 15:45" instead of "15:45", for sentences.</summary>
    [Parameter]
    public bool Spoken { get; set; }

    [CascadingParameter]
    public ViewerClock Clock { get; set; } = ViewerClock.Utc;

    private string Text => Precise ? Clock.Precise(At) : Spoken ? Clock.Spoken(At) : Clock.Short(At);

    private string Title => $"{Clock.Precise(At)} {Clock.ZoneName}, {At.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC";
}
