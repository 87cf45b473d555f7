using JitPortal.Application.Grants;
using JitPortal.Application.Live;
using JitPortal.Domain.Audit;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>On every page while access is stopped: for everybody, or for whoever looks.</summary>
public sealed partial class StopBanner
{
    private IReadOnlyList<Stop> stops = [];

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ReadStops ReadStops { get; init; }

    private async Task ReadAsync() => stops = await ReadStops.RunAsync(await Me.ReadAsync(CancellationToken.None), CancellationToken.None);

    private static bool IsAboutLocks(LiveEvent happened) => happened.Type is AuditTypes.LockPlaced or AuditTypes.LockLifted;
}
