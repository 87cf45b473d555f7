using JitPortal.Application.Requests;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Catalog;

/// <summary>What was asked for lately on one entitlement, and what came of it.</summary>
public sealed partial class LatelyTable
{
    private static IReadOnlyList<string> Columns => [T("When"), T("Who"), T("How long"), T("Why"), T("What came of it")];

    [Parameter, EditorRequired]
    public required IReadOnlyList<RequestSummary> Requests { get; set; }
}
