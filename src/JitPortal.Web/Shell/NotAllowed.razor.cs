using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace JitPortal.Web.Shell;

/// <summary>A page that may not be shown: to the sign-in for whoever is not signed in (any more), a plain word for the others.</summary>
public sealed partial class NotAllowed
{
    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Inject] public required NavigationManager Navigation { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        if ((await Authentication).User.Identity is { IsAuthenticated: true })
            return;
        var here = "/" + Navigation.ToBaseRelativePath(Navigation.Uri);
        Navigation.NavigateTo($"{SignInEndpoints.SignInPath}?returnUrl={Uri.EscapeDataString(here)}", forceLoad: true);
    }
}
