using JitPortal.Application.Live;
using JitPortal.Application.Policies;
using JitPortal.Domain.Audit;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>Tells everybody that one administrator decides about the policies alone.</summary>
public sealed partial class SoloNotice
{
    private bool isOn;

    [Inject] public required ReadSoloMode ReadSoloMode { get; init; }

    private async Task ReadAsync() => isOn = await ReadSoloMode.RunAsync(CancellationToken.None);

    private static bool EndsIt(LiveEvent happened) => happened.Type == AuditTypes.SoloEnded;
}
