using JitPortal.Application.Policies;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Policies;

/// <summary>Beside the sentences: what is still missing, the policy in the engine's own words, and what would change.</summary>
public sealed partial class PolicySide
{
    [Parameter, EditorRequired]
    public required PolicyEdit Edit { get; set; }

    [Parameter]
    public PolicyAnalysis? Analysis { get; set; }
}
