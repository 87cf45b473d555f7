using JitPortal.Application.Requests;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>Requests that would lapse because nobody can decide them.</summary>
public sealed partial class WaitingList
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<RequestSummary> Waiting { get; set; }
}
