using System.Globalization;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Grants;

/// <summary>How much is left. It moves each second only where seconds count, and speaks up once, five minutes before the end.</summary>
public sealed partial class Countdown : IAsyncDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Announced = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ByTheSecond = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Fast = TimeSpan.FromSeconds(1);
    private ITimer? ticking;
    private string? announcement;
    private DateTimeOffset announced;

    [Parameter]
    public DateTimeOffset? StartedAt { get; set; }

    [Parameter, EditorRequired]
    public DateTimeOffset EndsAt { get; set; }

    [Inject] public required TimeProvider Time { get; init; }

    private TimeSpan Left => EndsAt - Time.GetUtcNow();

    private bool Urgent => Left <= Soon;

    private string Share
    {
        get
        {
            var whole = StartedAt is { } start ? EndsAt - start : TimeSpan.FromHours(1);
            var share = whole > TimeSpan.Zero ? Math.Clamp(Left / whole, 0, 1) : 0;
            return share.ToString("P1", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);
        }
    }

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
            ticking = Time.CreateTimer(_ => _ = InvokeAsync(Tick), state: null, Pace, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Extended, the new end has its own five minutes.</summary>
    protected override void OnParametersSet()
    {
        if (announced != EndsAt)
            (announced, announcement) = (EndsAt, null);
    }

    public async ValueTask DisposeAsync()
    {
        if (ticking is not null)
            await ticking.DisposeAsync();
    }

    private TimeSpan Pace => Left <= ByTheSecond + Slow ? Fast : Slow;

    private void Tick()
    {
        if (announcement is null && Left <= Announced && Left > TimeSpan.Zero)
            announcement = Length.Left(Left);
        StateHasChanged();
        if (Left > TimeSpan.Zero)
            ticking?.Change(Pace, Timeout.InfiniteTimeSpan);
    }
}
