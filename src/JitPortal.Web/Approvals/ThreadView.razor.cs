using JitPortal.Application.Requests;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Approvals;

/// <summary>What was said about a request while it waits: questions, answers, and to whom it was passed on.</summary>
public sealed partial class ThreadView
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<TimelineEntry> Entries { get; set; }
}
