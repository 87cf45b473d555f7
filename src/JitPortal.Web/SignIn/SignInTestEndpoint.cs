using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace JitPortal.Web.SignIn;

/// <summary>From here an administrator goes to the issuer to see what it says; opening it does nothing else.</summary>
internal static class SignInTestEndpoint
{
    public const string Path = "/admin/identity/test";

    public static void MapSignInTest(this IEndpointRouteBuilder app) => app.MapGet(Path, Ask).RequireAuthorization(PortalPolicies.Administration);

    private static IResult Ask(HttpContext context)
    {
        var properties = new OpenIdConnectChallengeProperties { RedirectUri = IdentityPage.Path, MaxAge = TimeSpan.Zero, Prompt = "login" };
        properties.Items[SignInErrand.Test] = PortalSession.Session(context.User)?.ToString() ?? "";
        return TypedResults.Challenge(properties, [OpenIdConnectDefaults.AuthenticationScheme]);
    }
}
