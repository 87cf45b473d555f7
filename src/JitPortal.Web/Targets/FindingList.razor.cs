using JitPortal.Domain.Targets;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>What a test of a target found, in words.</summary>
public sealed partial class FindingList
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<FindingLine> Findings { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    private static string SymbolOf(string level) => level switch
    {
        nameof(FindingLevel.Fine) => "check",
        nameof(FindingLevel.Warning) => "warn",
        _ => "x",
    };

    private static string WordOf(string level) => level switch
    {
        nameof(FindingLevel.Fine) => T("Fine"),
        nameof(FindingLevel.Warning) => T("Warning"),
        _ => T("Problem"),
    };
}
