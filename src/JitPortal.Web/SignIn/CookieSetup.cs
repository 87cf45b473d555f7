using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.SignIn;

/// <summary>The browser session.</summary>
internal sealed class CookieSetup(IOptions<SignInOptions> signIn, SessionTickets tickets, IHostEnvironment environment) : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        // The prefix makes the browser itself refuse the cookie from any other host or over plain http.
        var secure = !environment.IsDevelopment();
        options.Cookie.Name = secure ? "__Host-jitportal" : "jitportal";
        options.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.HttpOnly = true;
        options.SessionStore = tickets;
        options.CookieManager = new SessionCookies();
        options.ExpireTimeSpan = signIn.Value.SessionLength;
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = AskAgainAsync;
        options.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status403Forbidden);
    }

    public void Configure(CookieAuthenticationOptions options) => Configure(Options.DefaultName, options);

    /// <summary>Whether the person may still act, and as what: asked on every request but those anybody may make, such as style sheets.</summary>
    private static async Task AskAgainAsync(CookieValidatePrincipalContext context)
    {
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return;
        var actors = context.HttpContext.RequestServices.GetRequiredService<ActorFromClaims>();
        if (await actors.ReadAsync(context.Principal, sourceAddress: null, context.HttpContext.RequestAborted) is not { } actor)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
        }
        else if (context.Principal!.WithRolesOf(actor) is { } current)
        {
            context.ReplacePrincipal(current);
        }
    }

    /// <summary>Machines get the bare status; the page for people comes from the status code pages.</summary>
    private static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
