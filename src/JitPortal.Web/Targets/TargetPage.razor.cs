using JitPortal.Application.Targets;
using JitPortal.Domain.Targets;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>One target: what can be asked for on it, whose accounts are whose, and how the portal reaches it.</summary>
public sealed partial class TargetPage
{
    private TargetSetup? target;
    private string? refusal;
    private string? problem;
    private bool retiring;

    [Parameter]
    public Guid Id { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ReadTarget ReadTarget { get; init; }

    [Inject] public required RetireTarget RetireTarget { get; init; }

    public static string AddressOf(TargetId id) => $"/admin/targets/{id}";

    private async Task ReadAsync()
    {
        var read = await ReadTarget.RunAsync(await Me.ReadAsync(CancellationToken.None), new TargetId(Id), CancellationToken.None);
        (target, refusal) = (read.Succeeded ? read.Value : null, read.Refusal?.Shown);
    }

    private async Task RetireAsync()
    {
        retiring = false;
        problem = (await RetireTarget.RunAsync(await Me.ReadAsync(CancellationToken.None), new TargetId(Id), CancellationToken.None)).Refusal?.Shown;
        await ReadAsync();
    }
}
