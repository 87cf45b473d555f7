using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace JitPortal.Web.Shell;

/// <summary>The root of the circuit: the routes, and the clock that every page shows times by.</summary>
public sealed partial class Routes
{
    private ViewerClock clock = ViewerClock.Utc;

    /// <summary>The browser's IANA time zone, from a cookie; <see langword="null"/> on the very first visit.</summary>
    [Parameter, EditorRequired]
    public string? Zone { get; set; }

    [Inject] public required TimeProvider Time { get; init; }

    [Inject] public required IJSRuntime Browser { get; init; }

    protected override void OnInitialized() => clock = ViewerClock.In(Zone, Time);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            var path = Assets["js/browser.js"];
            await using var module = await Browser.InvokeAsync<IJSObjectReference>("import", path.StartsWith('/') ? path : $"./{path}");
            var known = ViewerClock.In(await module.InvokeAsync<string>("zone"), Time);
            if (known.ZoneId == clock.ZoneId)
                return;
            clock = known;
            StateHasChanged();
        }
        catch (JSDisconnectedException)
        {
            // The page was closed before it could answer.
        }
    }
}
