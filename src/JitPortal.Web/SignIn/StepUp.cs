using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace JitPortal.Web.SignIn;

/// <summary>Sends whoever uses a page to the issuer for a stronger sign-in. What they wanted to do is kept, and done when they come back.</summary>
public sealed class StepUp(AuthenticationStateProvider authentication, KeepAction keepAction, NavigationManager navigation)
{
    /// <returns>Why it could not be kept; <see langword="null"/> when the browser is on its way.</returns>
    public async Task<string?> BeginAsync(Actor actor, KeptAction action, AssuranceLevel level, CancellationToken ct)
    {
        if (PortalSession.Session((await authentication.GetAuthenticationStateAsync()).User) is not { } session)
            throw new SessionEndedException();
        var kept = await keepAction.RunAsync(actor, session, action, level, ct);
        if (!kept.Succeeded)
            return kept.Refusal.Shown;
        navigation.NavigateTo($"{StepUpEndpoint.Path}/{kept.Value}", forceLoad: true);
        return null;
    }
}
