using JitPortal.Application.Targets;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>One target, and a check of it on demand.</summary>
public sealed partial class TargetLine
{
    private IReadOnlyList<FindingLine>? findings;
    private string? refusal;
    private readonly OneAtATime busy = new();

    [Parameter, EditorRequired]
    public required TargetView Target { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required CheckTarget CheckTarget { get; init; }

    private Chip Health => TargetHealthWords.Of(Target.Unavailable, Target.FailingSince, Target.LastOkAt);

    private Task CheckAsync() => busy.RunAsync(async () =>
    {
        refusal = null;
        var checkedNow = await CheckTarget.RunAsync(await Me.ReadAsync(CancellationToken.None), Target.Id, CancellationToken.None);
        findings = checkedNow.Succeeded ? [.. checkedNow.Value.Select(FindingLine.Of)] : null;
        refusal = checkedNow.Refusal?.Shown;
    });
}
