using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace JitPortal.Web.Shell;

/// <summary>
/// The keyboard's way to everything: Ctrl K, a few letters, Enter. It opens things and decides nothing. The browser's own dialog is
/// opened by js/keys.js, so the key answers at once.
/// </summary>
public sealed partial class Palette : IDisposable
{
    private IReadOnlyList<PaletteEntry> found = [];
    private string text = "";

    /// <summary>Each opening and each page gets a dialog of its own, closed and empty.</summary>
    private int visits;
    private Task reading = Task.CompletedTask;

    [Inject] public required PaletteIndex Index { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private string? Said => text.Trim().Length == 0 ? null : found.Count == 0 ? T("Nothing is called so.") : T($"{found.Count} found, the first is {found[0].Words}.");

    protected override void OnInitialized() => Navigation.LocationChanged += OnMoved;

    public void Dispose() => Navigation.LocationChanged -= OnMoved;

    private void OnMoved(object? sender, LocationChangedEventArgs moved)
    {
        Begin();
        _ = InvokeAsync(StateHasChanged);
    }

    private void Begin() => (visits, text, found) = (visits + 1, "", []);

    private async Task OpenAsync()
    {
        reading = Index.ReadAsync();
        await reading;
        found = await Index.FindAsync(text);
    }

    private async Task TypeAsync(string? typed)
    {
        var asked = text = typed ?? "";
        await reading;
        var answer = await Index.FindAsync(asked);
        if (asked == text)
            found = answer;
    }

    /// <summary>Enter may come before the answer to the last letter: it goes by what is typed, not by what is shown yet.</summary>
    private async Task GoAsync()
    {
        await reading;
        if (text.Trim().Length == 0 || await Index.FindAsync(text) is not [var best, ..])
            return;
        // Closed before the page moves: while a modal dialog is open, what the page wants to focus is inert.
        Begin();
        StateHasChanged();
        await Task.Yield();
        Navigation.NavigateTo(best.Href);
    }
}
