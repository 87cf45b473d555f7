using JitPortal.Application.Approvals;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Approvals;

/// <summary>The part of the form on the phone that decides nothing: to ask, and to pass it on.</summary>
public sealed partial class PhoneWords
{
    [Parameter, EditorRequired]
    public required ApprovalItem Item { get; set; }

    /// <summary>What was sent and refused, so that it need not be typed again.</summary>
    [Parameter]
    public ApprovePage.Decision? Answer { get; set; }
}
