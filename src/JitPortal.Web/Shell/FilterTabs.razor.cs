using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>Narrows a list down to one kind. What is chosen lives in the address, so it can be shared and survives a reload.</summary>
public sealed partial class FilterTabs
{
    [Parameter]
    public string Label { get; set; } = T("Show only");

    /// <summary>The name in the query string.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>What the address says now; empty for all.</summary>
    [Parameter]
    public string? Value { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<(string Key, string Word)> Choices { get; set; }

    /// <summary>Other names in the query string that make no sense with another choice, such as a place in the list.</summary>
    [Parameter]
    public IReadOnlyList<string> Clears { get; set; } = [];

    [Inject] public required NavigationManager Navigation { get; init; }

    private string AddressOf(string key)
    {
        var changed = Clears.ToDictionary(name => name, _ => (object?)null, StringComparer.Ordinal);
        changed[Name] = key.Length == 0 ? null : key;
        return Navigation.GetUriWithQueryParameters(changed);
    }
}
