using JitPortal.Application.Policies;
using JitPortal.Domain.Policies;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Policies;

/// <summary>Begins a policy, from a template or from nothing.</summary>
public sealed partial class NewPolicyPage
{
    private readonly PolicyId id = PolicyId.New();
    private PolicyNames? names;
    private string? refusal;
    private bool solo;

    [SupplyParameterFromQuery(Name = "template")]
    public string? Template { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ReadPolicyNames ReadPolicyNames { get; init; }

    [Inject] public required ReadSoloMode ReadSoloMode { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private async Task ReadAsync()
    {
        var read = await ReadPolicyNames.RunAsync(await Me.ReadAsync(CancellationToken.None), CancellationToken.None);
        (names, refusal) = (read.Succeeded ? read.Value : null, read.Refusal?.Shown);
        solo = await ReadSoloMode.RunAsync(CancellationToken.None);
    }

    private void Open(PolicyId policy) => Navigation.NavigateTo(PolicyPage.AddressOf(policy), replace: true);
}
