using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Catalog;

/// <summary>Narrows the catalogue down. What is chosen lives in the address.</summary>
public sealed partial class CatalogFacets
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<Facet> Facets { get; set; }

    [Parameter]
    public bool Automatic { get; set; }

    [Parameter]
    public int AutomaticCount { get; set; }

    /// <summary>The name in the address, and the value that was chosen; empty for any.</summary>
    [Parameter]
    public EventCallback<(string Key, string? Value)> OnChange { get; set; }
}
