using JitPortal.Application.Targets;
using JitPortal.Domain.Targets;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>Connects a system that access shall be given on.</summary>
public sealed partial class NewTargetPage
{
    public const string Address = "/admin/targets/new";

    private IReadOnlyList<TargetKindView>? kinds;
    private string? refusal;

    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListTargetKinds ListTargetKinds { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private TargetKindView? Chosen => kinds?.FirstOrDefault(kind => kind.Kind == Kind) ?? kinds?[0];

    private async Task ReadAsync()
    {
        var read = await ListTargetKinds.RunAsync(await Me.ReadAsync(CancellationToken.None), CancellationToken.None);
        (kinds, refusal) = (read.Succeeded ? read.Value : null, read.Refusal?.Shown);
    }

    private void Open(TargetId id) => Navigation.NavigateTo(TargetPage.AddressOf(id));
}
