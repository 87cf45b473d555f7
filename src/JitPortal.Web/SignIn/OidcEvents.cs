using JitPortal.Application.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.SignIn;

/// <summary>What the portal adds to the framework's code flow.</summary>
internal static class OidcEvents
{
    /// <summary>Scripts and machines get a plain 401: a redirect to a sign-in page would look like an answer to them.</summary>
    public static Task AskIssuerAsync(RedirectContext context)
    {
        if (!IsNavigation(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.HandleResponse();
            return Task.CompletedTask;
        }

        // Of a page that was asked for without a session it is that page's own address, which somebody else may have written.
        context.Properties.RedirectUri = SafeReturn.Path(context.Properties.RedirectUri);
        if (SignInErrand.Of(context.Properties, SignInErrand.Acr) is { } acr)
            context.ProtocolMessage.AcrValues = acr;
        if (SignInErrand.Of(context.Properties, SignInErrand.Claims) is { } claims)
            context.ProtocolMessage.SetParameter("claims", claims);
        var signIn = context.HttpContext.RequestServices.GetRequiredService<IOptions<SignInOptions>>().Value;
        if (signIn.Mode == SignInMode.DevIssuer && context.Request.Host.Host.Split('.') is [var person, "localhost"])
            context.ProtocolMessage.LoginHint = person;   // mira.localhost belongs to Mira
        return Task.CompletedTask;
    }

    /// <summary>The last step of the flow, after the user-info endpoint had its say: what the sign-in was for decides who takes it up.</summary>
    public static async Task AnswerAsync(TicketReceivedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var stepUp = SignInErrand.Of(context.Properties, SignInErrand.StepUp);
        var failure = stepUp is not null
            ? await services.GetRequiredService<StepUpAnswer>().TakeAsync(context, stepUp)
            : SignInErrand.Of(context.Properties, SignInErrand.Test) is { } session
                ? await services.GetRequiredService<TestAnswer>().TakeAsync(context, session)
                : await services.GetRequiredService<SignInAnswer>().TakeAsync(context);
        if (failure is not { } because)
            return;
        await RecordAsync(context.HttpContext, because.ToString());
        Fail(context, because, because is SignInFailure.NotStrongEnough or SignInFailure.NothingKept ? stepUp : null);
    }

    public static async Task FailAsync(RemoteFailureContext context)
    {
        Log.SignInFailed(context.HttpContext.RequestServices.GetRequiredService<ILogger<Recognition>>(), context.Failure);
        await RecordAsync(context.HttpContext, context.Failure?.GetType().Name ?? "unknown");
        Fail(context, SignInFailure.IssuerAnswer, SignInErrand.Of(context.Properties, SignInErrand.StepUp));
    }

    /// <summary>An issuer without an end of sessions leaves nothing to ask it for: ours has ended already.</summary>
    public static Task EndAtIssuerAsync(RedirectContext context)
    {
        if (string.IsNullOrEmpty(context.ProtocolMessage.IssuerAddress))
        {
            context.Response.Redirect(SignInEndpoints.SignedOutPath);
            context.HandleResponse();
        }

        return Task.CompletedTask;
    }

    private static Task RecordAsync(HttpContext context, string because) =>
        context.RequestServices.GetRequiredService<RecordRefusedSignIn>().RunAsync("code-flow", because, context.RequestAborted);

    /// <param name="stepUp">The state of a stronger sign-in that was not given: whoever was asked for it is signed in as before, and may try again.</param>
    private static void Fail<TOptions>(HandleRequestContext<TOptions> context, SignInFailure failure, string? stepUp)
        where TOptions : AuthenticationSchemeOptions
    {
        context.Response.Redirect(stepUp is null ? $"{SignInEndpoints.FailedPath}?because={failure}" : ConfirmedPage.PathOf(stepUp));
        context.HandleResponse();
    }

    /// <summary>Somebody opens a page, as far as method and address can tell.</summary>
    public static bool IsNavigation(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal);
}
