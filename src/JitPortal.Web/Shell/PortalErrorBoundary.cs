using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace JitPortal.Web.Shell;

/// <summary>Keeps the shell alive when a page fails; whoever's session ended is asked to sign in again.</summary>
public sealed class PortalErrorBoundary : ErrorBoundary
{
    [Inject] public required NavigationManager Navigation { get; init; }

    protected override async Task OnErrorAsync(Exception exception)
    {
        if (exception is SessionEndedException)
        {
            var here = "/" + Navigation.ToBaseRelativePath(Navigation.Uri);
            Navigation.NavigateTo($"{SignInEndpoints.SignInPath}?returnUrl={Uri.EscapeDataString(here)}", forceLoad: true);
            return;
        }

        await base.OnErrorAsync(exception);   // writes it to the log
    }
}
