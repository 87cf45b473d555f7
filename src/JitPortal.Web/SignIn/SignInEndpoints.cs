using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace JitPortal.Web.SignIn;

public static class SignInEndpoints
{
    public const string SignInPath = "/sign-in";
    public const string SignOutPath = "/sign-out";
    public const string SignedOutPath = "/signed-out";
    public const string SetupPath = "/setup";
    public const string FailedPath = "/sign-in-failed";

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(SignInPath, (string? returnUrl) => TypedResults.Challenge(
            new AuthenticationProperties { RedirectUri = SafeReturn.Path(returnUrl) },
            [OpenIdConnectDefaults.AuthenticationScheme])).AllowAnonymous();

        // POST with antiforgery: a link on another site must not sign people out.
        app.MapPost(SignOutPath, () => TypedResults.SignOut(
            new AuthenticationProperties { RedirectUri = SignedOutPath },
            [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]))
            .AddEndpointFilter<RequireAntiforgeryToken>();
        app.MapBackChannelLogout();
        app.MapStepUp();
        app.MapSignInTest();
    }
}
