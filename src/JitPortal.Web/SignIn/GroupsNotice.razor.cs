using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace JitPortal.Web.SignIn;

/// <summary>Tells somebody whose token had no room for their groups why much is closed to them.</summary>
public sealed partial class GroupsNotice
{
    private bool leftOut;

    [CascadingParameter]
    public required Task<AuthenticationState> Session { get; set; }

    protected override async Task OnParametersSetAsync() => leftOut = (await Session).User.HasClaim(PortalClaims.GroupsLeftOut, bool.TrueString);
}
