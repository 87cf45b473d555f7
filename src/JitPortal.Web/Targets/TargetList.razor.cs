using JitPortal.Application.Targets;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>Every target, and whether it answers.</summary>
public sealed partial class TargetList
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<TargetView> Targets { get; set; }
}
