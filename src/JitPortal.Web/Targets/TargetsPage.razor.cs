using JitPortal.Application.Targets;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>Every target, to be looked at or set up.</summary>
public sealed partial class TargetsPage
{
    private IReadOnlyList<TargetView>? targets;
    private string? refusal;

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListTargets ListTargets { get; init; }

    private async Task ReadAsync()
    {
        var read = await ListTargets.RunAsync(await Me.ReadAsync(CancellationToken.None), CancellationToken.None);
        (targets, refusal) = (read.Succeeded ? read.Value : null, read.Refusal?.Shown);
    }
}
