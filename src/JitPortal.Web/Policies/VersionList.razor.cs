using JitPortal.Application.Policies;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Policies;

/// <summary>How a policy became what it is; a version never changes.</summary>
public sealed partial class VersionList
{
    private string? problem;
    private bool sure;

    [Parameter, EditorRequired]
    public required PolicyView View { get; set; }

    /// <summary>The viewer may retire it.</summary>
    [Parameter]
    public bool Mine { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required RetirePolicy RetirePolicy { get; init; }

    private async Task RetireAsync(int version)
    {
        sure = false;
        problem = (await RetirePolicy.RunAsync(await Me.ReadAsync(CancellationToken.None), View.Id, version, CancellationToken.None)).Refusal?.Shown;
        if (problem is null)
            await OnDone.InvokeAsync();
    }
}
