using JitPortal.Application.Targets;
using JitPortal.Domain.Targets;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>What a target says of who holds what, beside what the portal has recorded.</summary>
public sealed partial class DriftCard
{
    /// <summary>Rows on the page; what differs from the record comes first.</summary>
    private const int Shown = 500;

    private DriftReport? report;
    private string? problem;
    private bool looking;

    [Parameter, EditorRequired]
    public TargetId Target { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required FindDrift FindDrift { get; init; }

    private int Standing => report!.Held.Count(held => held.Request is null);

    private bool IsClean => Standing == 0 && report!.Missing.Count == 0;

    private string Answer => IsClean
        ? T($"{report!.Held.Count} on the target, all of them recorded.")
        : T($"{report!.Held.Count} on the target; {Standing} of them nobody recorded; {report.Missing.Count} recorded and not there.");

    private static IEnumerable<HeldRight> InOrder(DriftReport seen) => seen.Held.OrderBy(held => held.Request is not null).Take(Shown);

    private async Task LookAsync()
    {
        looking = true;
        var found = await FindDrift.RunAsync(await Me.ReadAsync(CancellationToken.None), Target, CancellationToken.None);
        (report, problem, looking) = (found.Succeeded ? found.Value : null, found.Refusal?.Shown, false);
    }
}
