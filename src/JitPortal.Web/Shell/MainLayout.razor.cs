using JitPortal.Application.Approvals;
using JitPortal.Application.Grants;
using JitPortal.Application.Notices;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>Rail, top bar and content; a bottom bar on the phone.</summary>
public sealed partial class MainLayout
{
    private ShellCounts counts = ShellCounts.None;
    private PortalErrorBoundary? boundary;
    private string? zone;

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [CascadingParameter]
    public Microsoft.AspNetCore.Components.RouteData? Route { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required CountMyAccess CountMyAccess { get; init; }

    [Inject] public required CountApprovals CountApprovals { get; init; }

    [Inject] public required CountUnread CountUnread { get; init; }

    [Inject] public required RememberZone RememberZone { get; init; }

    /// <summary>
    /// What the page is about. About another thing it is another page: what somebody has begun on the one before, and what they click in the
    /// moment of going on, never happens to the next.
    /// </summary>
    private object? About => Route?.RouteValues.GetValueOrDefault("Id") as Guid?;

    protected override void OnParametersSet() => boundary?.Recover();   // another page gets its own chance

    private void Recover() => boundary?.Recover();

    private async Task ReadCountsAsync()
    {
        var me = await Me.ReadAsync(CancellationToken.None);
        counts = new ShellCounts(
            await CountMyAccess.RunAsync(me, CancellationToken.None),
            await CountApprovals.RunAsync(me, CancellationToken.None),
            await CountUnread.RunAsync(me, CancellationToken.None));
        if (zone == Clock.ZoneId || !RendererInfo.IsInteractive)
            return;
        zone = Clock.ZoneId;
        await RememberZone.RunAsync(me, zone, CancellationToken.None);   // for the times in e-mails
    }
}
