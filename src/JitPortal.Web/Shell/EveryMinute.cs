using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>Lets what stands around it render again when the minute turns: times that were right must not become wrong by waiting.</summary>
public sealed class EveryMinute : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private ITimer? ticking;

    [Parameter, EditorRequired]
    public EventCallback Turned { get; set; }

    [Inject] public required TimeProvider Time { get; init; }

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
            ticking = Time.CreateTimer(_ => _ = InvokeAsync(Turned.InvokeAsync), state: null, UntilNextMinute(), Minute);
    }

    public async ValueTask DisposeAsync()
    {
        if (ticking is not null)
            await ticking.DisposeAsync();
    }

    private TimeSpan UntilNextMinute() => Minute - TimeSpan.FromTicks(Time.GetUtcNow().Ticks % Minute.Ticks);
}
