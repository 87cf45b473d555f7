using JitPortal.Domain.People;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Approvals;

/// <summary>Says before the button that the stage asks its approvers for more than the session has.</summary>
public sealed partial class StepUpAhead
{
    /// <summary>The level that is asked for; <see langword="null"/> where the session is enough, and nothing is said.</summary>
    [Parameter, EditorRequired]
    public required AssuranceLevel? Level { get; set; }
}
