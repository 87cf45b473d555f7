using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Approvals;

/// <summary>One request that does not wait any more: who decided it and how. It leads to its story.</summary>
public sealed partial class DecidedLine
{
    [Parameter, EditorRequired]
    public required DecidedItem Item { get; set; }

    private RequestSummary Request => Item.Request;
}
