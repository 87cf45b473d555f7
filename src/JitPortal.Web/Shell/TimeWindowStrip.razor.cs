using JitPortal.Application.Requests;
using JitPortal.Domain.Policies;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>A day around now in the viewer's zone, from six hours ago to eighteen ahead: what is asked for or held above, what is usual below.</summary>
public sealed partial class TimeWindowStrip
{
    /// <summary>Where the window begins; <see langword="null"/> for now.</summary>
    [Parameter]
    public DateTimeOffset? From { get; set; }

    [Parameter, EditorRequired]
    public TimeSpan Length { get; set; }

    /// <summary>Earlier spans of the same kind; shown by their time of day.</summary>
    [Parameter]
    public IReadOnlyList<HeldSpan> Usual { get; set; } = [];

    /// <summary>The hours that the policies name; what is outside them is hatched.</summary>
    [Parameter]
    public IReadOnlyList<WeeklyWindow> Hours { get; set; } = [];

    /// <summary>What the window is: "This request".</summary>
    [Parameter]
    public string What { get; set; } = T("This request");

    [Parameter]
    public string UsualWord { get; set; } = T("Your usual");

    /// <summary>It waits for somebody, or is out of the usual.</summary>
    [Parameter]
    public bool Amber { get; set; }

    [Parameter]
    public bool Legend { get; set; } = true;

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    private StripView View => StripView.Of(Clock, From, Length, Usual, Hours, What, UsualWord);

    /// <summary>The callback's receiver renders, which is all there is to do.</summary>
    private static void Nothing()
    {
    }
}
