using JitPortal.Application.Grants;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Grants;

/// <summary>What is open, of one person or on one entitlement.</summary>
public sealed partial class HeldTable
{
    [Parameter, EditorRequired]
    public required string Heading { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<GrantView> Grants { get; set; }

    /// <summary>The first column says who, where what is the same for all.</summary>
    [Parameter]
    public bool ByHolder { get; set; }

    /// <summary>What an empty table says.</summary>
    [Parameter, EditorRequired]
    public required string None { get; set; }

    [Parameter, EditorRequired]
    public required string TestId { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    private IReadOnlyList<string> Columns => [ByHolder ? T("Who") : T("Access"), T("Since"), T("Ends"), T("State"), ""];
}
