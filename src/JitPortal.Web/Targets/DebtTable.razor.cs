using JitPortal.Application.Grants;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>Grants past their end whose absence nobody has seen yet.</summary>
public sealed partial class DebtTable
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<GrantView> Debt { get; set; }

    /// <summary>How many there are in all.</summary>
    [Parameter]
    public int Count { get; set; }

    /// <summary>Whether the reader is an administrator.</summary>
    [Parameter]
    public bool MayAct { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }
}
