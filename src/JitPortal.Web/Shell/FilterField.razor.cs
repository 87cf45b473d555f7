using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>Finds by text; the text lives in the address as "q". The key / leads here.</summary>
public sealed partial class FilterField
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public string? Value { get; set; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private void Find(ChangeEventArgs typed) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { ["q"] = typed.Value as string is { Length: > 0 } text ? text : null, ["after"] = null }), replace: true);
}
