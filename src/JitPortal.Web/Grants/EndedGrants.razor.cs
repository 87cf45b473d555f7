using JitPortal.Application.Grants;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Grants;

/// <summary>What ended, and what proves it.</summary>
public sealed partial class EndedGrants
{
    /// <summary>Enough to see what just happened; the rest is in the list of requests.</summary>
    private const int Most = 8;

    private static IReadOnlyList<string> Columns => [T("Access"), T("How it ended"), T("When"), T("Seen gone on the target"), ""];

    [Parameter, EditorRequired]
    public required IReadOnlyList<GrantView> Grants { get; set; }

    /// <summary>Whoever looks held it: they may ask again, and the rest is in their own list.</summary>
    [Parameter]
    public bool Mine { get; set; }
}
