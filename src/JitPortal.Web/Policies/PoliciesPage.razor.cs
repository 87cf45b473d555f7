using JitPortal.Application.Policies;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Policies;

/// <summary>Every policy, what it is about, and what waits for a second administrator.</summary>
public sealed partial class PoliciesPage
{
    private PolicyList? list;
    private string? refusal;

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListPolicies ListPolicies { get; init; }

    private async Task ReadAsync()
    {
        var read = await ListPolicies.RunAsync(await Me.ReadAsync(CancellationToken.None), CancellationToken.None);
        (list, refusal) = (read.Succeeded ? read.Value : null, read.Refusal?.Shown);
    }

    private static string? DraftWord(DraftState draft) => draft switch
    {
        DraftState.None => null,
        DraftState.Written => T("Draft"),
        DraftState.Proposed => T("Waits for confirmation"),
        DraftState.RetirementProposed => T("Shall be retired"),
        _ => throw new ArgumentOutOfRangeException(nameof(draft), draft, message: null),
    };
}
