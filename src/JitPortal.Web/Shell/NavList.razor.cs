using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace JitPortal.Web.Shell;

/// <summary>Places to go to, with how much waits there. One component for all of a list: each costs every open page its own.</summary>
public sealed partial class NavList : IDisposable
{
    private string path = "/";

    [Parameter, EditorRequired]
    public required IReadOnlyList<Place> Places { get; set; }

    /// <summary>Tells it from other lists with the same places, for tests.</summary>
    [Parameter, EditorRequired]
    public required string Within { get; set; }

    [Inject] public required NavigationManager Navigation { get; init; }

    public void Dispose() => Navigation.LocationChanged -= Follow;

    protected override void OnInitialized()
    {
        Navigation.LocationChanged += Follow;
        path = Here;
    }

    private string Here => new Uri(Navigation.Uri).AbsolutePath;

    private void Follow(object? sender, LocationChangedEventArgs to)
    {
        path = Here;
        _ = InvokeAsync(StateHasChanged);
    }
}
