using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Domain.Time;
using JitPortal.Web.Shell;
using JitPortal.Web.Targets;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Approvals;

/// <summary>One request with what an approver has to know.</summary>
public sealed partial class ApprovalDetail
{
    [Parameter, EditorRequired]
    public required ApprovalItem Item { get; set; }

    [Parameter]
    public EventCallback<DecidedNote> OnDecided { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    private RequestSummary Request => Item.Request;

    private const int MostOthers = 5;

    private string First => Request.Requester.Split(' ')[0];

    private DateTimeOffset Ends => Request.EndIfAgreed(Clock.Now, Request.Duration);

    private string HowLong => (Request.IsExtension, Request.ExtendsEnd) switch
    {
        (_, { } end) => T($"Extension by {DurationText.Format(Request.Duration)}, from {Clock.Spoken(end)} until {Clock.Spoken(Ends)}"),
        (true, null) => T($"Extension by {DurationText.Format(Request.Duration)} of access that is over meanwhile"),
        _ => T($"{DurationText.Format(Request.Duration)} from now, until {Clock.Spoken(Ends)}"),
    };

    private bool Unusual => Item.Habit.UsualLength is not { } usual || Item.Whole > usual;

    /// <summary>What becomes of a session that is open at the end, and when; without words, it is at the end.</summary>
    private (string? When, string What) Sessions => Item.Residual switch
    {
        null => (T("Not known"), T("What becomes of open sessions")),
        { } residual when ResidualWords.IsUnlimited(residual) => (T("No limit"), T("Open sessions go on: this target cannot cut them")),
        { } residual when residual > TimeSpan.Zero => (T($"By {Clock.Short(Ends + residual)}"), T("The last open session is over")),
        _ => (null, T("Open sessions are cut")),
    };

    private string Over => ResidualWords.Of(Item.Residual) ?? T("Open sessions are cut at the end.");
}
