using System.Text.Json;
using JitPortal.Application.Requests;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace JitPortal.Web.SignIn;

/// <summary>From here the browser goes to the issuer for a stronger sign-in. Opening it does nothing else.</summary>
internal static class StepUpEndpoint
{
    public const string Path = "/step-up";

    public static void MapStepUp(this IEndpointRouteBuilder app) => app.MapGet($"{Path}/{{state}}", AskAsync);

    private static async Task<IResult> AskAsync(string state, HttpContext context, ReadKeptAction readKeptAction, AssuranceMapping mapping, CancellationToken ct)
    {
        if (PortalSession.Session(context.User) is not { } session || await readKeptAction.RunAsync(session, state, ct) is not { Used: false } waiting)
            return TypedResults.NotFound();
        var properties = new OpenIdConnectChallengeProperties { RedirectUri = ConfirmedPage.PathOf(state), MaxAge = TimeSpan.Zero, Prompt = "login" };
        properties.Items[SignInErrand.StepUp] = state;
        if (mapping.Rule(waiting.Level) is { } rule)
        {
            if (rule.Acr.Length > 0)
                properties.Items[SignInErrand.Acr] = string.Join(' ', rule.Acr);
            if (rule.Acrs.Length > 0)
                properties.Items[SignInErrand.Claims] = Essential(rule.Acrs[0]);
        }

        return TypedResults.Challenge(properties, [OpenIdConnectDefaults.AuthenticationScheme]);
    }

    /// <summary>Entra takes an authentication context as a claim that is asked for, not as an <c>acr</c>.</summary>
    private static string Essential(string context) =>
        JsonSerializer.Serialize(new { id_token = new { acrs = new { essential = true, value = context } } });
}
