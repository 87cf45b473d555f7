using JitPortal.Application.Requests;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Requests;

/// <summary>Keeps apart what people confuse: when the request lapses, and when the access would end.</summary>
public sealed partial class TwoTimes
{
    [Parameter, EditorRequired]
    public DateTimeOffset LapsesAt { get; set; }

    [Parameter, EditorRequired]
    public required RequestSummary Request { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    private DateTimeOffset Ends => Request.EndIfAgreed(Clock.Now, Request.Duration);
}
