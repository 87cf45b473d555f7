using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace JitPortal.Web.Shell;

/// <summary>One place to go to, with how much waits there.</summary>
public sealed partial class NavItem
{
    [Parameter, EditorRequired]
    public required string Href { get; set; }

    [Parameter, EditorRequired]
    public required string Icon { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public NavLinkMatch Match { get; set; } = NavLinkMatch.Prefix;

    [Parameter]
    public int Count { get; set; }

    /// <summary>The count waits for the person: shown in the colour of waiting.</summary>
    [Parameter]
    public bool Hot { get; set; }

    /// <summary>What is done there cannot be taken lightly.</summary>
    [Parameter]
    public bool Danger { get; set; }

    [Parameter]
    public string? TestId { get; set; }
}
