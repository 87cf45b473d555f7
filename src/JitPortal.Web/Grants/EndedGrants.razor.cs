using JitPortal.Application.Grants;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Grants;

/// <summary>What ended, and what proves it.</summary>
public sealed partial class EndedGrants
{
    private static readonly IReadOnlyList<string> Columns = ["Access", "How it ended", "When", "Seen gone on the target", ""];

    [Parameter, EditorRequired]
    public required IReadOnlyList<GrantView> Grants { get; set; }
}
