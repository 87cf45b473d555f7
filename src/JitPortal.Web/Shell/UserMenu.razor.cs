using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace JitPortal.Web.Shell;

/// <summary>What is about oneself, and on the phone the places that the bar has no room for. Drawn once: it knows nothing that changes.</summary>
public sealed partial class UserMenu
{
    private ClaimsPrincipal user = new();

    [CascadingParameter]
    public required Task<AuthenticationState> Session { get; set; }

    protected override async Task OnParametersSetAsync() => user = (await Session).User;
}
