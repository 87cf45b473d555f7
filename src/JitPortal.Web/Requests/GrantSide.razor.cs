using JitPortal.Application.Grants;
using JitPortal.Web.Grants;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Requests;

/// <summary>The access that came of a request: to use for its holder, to take away for those who may.</summary>
public sealed partial class GrantSide
{
    private string reason = "";
    private string? refusal;

    [Parameter, EditorRequired]
    public required GrantView Grant { get; set; }

    [Parameter]
    public bool Mine { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required RevokeGrant RevokeGrant { get; init; }

    private Chip Words => GrantWords.Of(Grant, Clock.Now);

    private async Task RevokeAsync()
    {
        var revoked = await RevokeGrant.RunAsync(await Me.ReadAsync(CancellationToken.None), Grant.Id, reason.Trim(), CancellationToken.None);
        refusal = revoked.Succeeded ? null : revoked.Refusal.Shown;
    }
}
