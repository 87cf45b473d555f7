using JitPortal.Domain.Policies;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Policies;

/// <summary>A difference in words, and what was found about it. Amber marks what opens something.</summary>
public sealed partial class ChangeList
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<PolicyChange> Changes { get; set; }

    [Parameter]
    public IReadOnlyList<PolicyFinding> Findings { get; set; } = [];

    private static string SymbolOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Wider => "warn",
        ChangeKind.Narrower => "shield",
        _ => "dots",
    };
}
