using JitPortal.Application.Requests;
using JitPortal.Web.Requests;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Grants;

/// <summary>What was asked for and is not decided yet, beside what is held.</summary>
public sealed partial class WaitingCard
{
    [Parameter, EditorRequired]
    public required RequestSummary Request { get; set; }

    private RequestWords Words => RequestWords.Of(Request);

    private string TitleId => $"waiting-title-{Request.Id}";
}
