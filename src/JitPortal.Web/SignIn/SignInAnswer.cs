using System.Security.Claims;
using JitPortal.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace JitPortal.Web.SignIn;

/// <summary>Somebody comes back from the issuer and wants in.</summary>
internal sealed class SignInAnswer(Recognition recognition, BrowserSession browser, ILogger<Recognition> logger)
{
    /// <returns>Why nobody is signed in by it; <see langword="null"/> when the session may begin or go on.</returns>
    public async Task<SignInFailure?> TakeAsync(TicketReceivedContext context)
    {
        if (await RecogniseAsync(context) is not { } session)
            return SignInFailure.NotAdmitted;
        // Whoever is signed in here already goes on only as the same sign-in; anybody else gets a new key, and the old session ends.
        var open = await browser.ReadAsync(context.HttpContext, context.HttpContext.RequestAborted);
        if (open is not null && !PortalSession.IsOf(session, open))
            await browser.ReplaceAsync(context.HttpContext, context.HttpContext.RequestAborted);
        context.Principal = session;
        KeepHint(context.Properties!);
        return null;
    }

    /// <returns><see langword="null"/> for somebody who is not let in.</returns>
    public async Task<ClaimsPrincipal?> RecogniseAsync(TicketReceivedContext context)
    {
        var session = await recognition.RecogniseAsync(
            context.Principal, CookieAuthenticationDefaults.AuthenticationScheme, isWorkload: false, context.HttpContext.RequestAborted);
        if (session.Succeeded)
            return session.Value;
        Log.SignInRefused(logger, session.Refusal.GetType().Name);
        return null;
    }

    /// <summary>Of the issuer's tokens only the hint for signing out is needed later; what is not kept cannot leak.</summary>
    public static void KeepHint(AuthenticationProperties properties) =>
        properties.StoreTokens(properties.GetTokens().Where(token => token.Name == OpenIdConnectParameterNames.IdToken).ToList());
}
