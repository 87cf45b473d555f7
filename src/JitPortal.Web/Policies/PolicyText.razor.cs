using JitPortal.Application.Policies;
using JitPortal.Domain.Policies;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Policies;

/// <summary>A policy to be read: the engine's own sentences.</summary>
public sealed partial class PolicyText
{
    [Parameter]
    public Policy? Policy { get; set; }

    [Parameter, EditorRequired]
    public required PolicyNames Names { get; set; }
}
