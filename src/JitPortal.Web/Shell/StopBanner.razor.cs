using JitPortal.Application.Grants;
using JitPortal.Domain.People;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>On every page while access is stopped: for everybody, or for whoever looks.</summary>
public sealed partial class StopBanner
{
    private IReadOnlyList<Stop> stops = [];
    private Actor? viewer;

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ReadStops ReadStops { get; init; }

    private async Task ReadAsync()
    {
        viewer ??= await Me.ReadAsync(CancellationToken.None);   // who it is never changes, and every open page asks in the same moment
        stops = await ReadStops.RunAsync(viewer, CancellationToken.None);
    }
}
