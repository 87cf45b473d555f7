using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Approvals;

/// <summary>What waits for me, and what does not any more.</summary>
public sealed partial class ApprovalTabs
{
    /// <summary>Which of the two this is.</summary>
    [Parameter]
    public bool Decided { get; set; }
}
