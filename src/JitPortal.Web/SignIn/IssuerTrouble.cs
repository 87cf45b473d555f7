using System.Diagnostics;
using System.Globalization;
using JitPortal.Application.People;
using Microsoft.Net.Http.Headers;

namespace JitPortal.Web.SignIn;

/// <summary>
/// The issuer cannot be asked where people sign in: its discovery document or keys do not come, or are none. The framework throws then, which
/// would be an error page that blames the portal; this says what it is, and what to do.
/// </summary>
internal sealed record IssuerTrouble(string Id)
{
    /// <summary>The parts of the framework that read the issuer's documents, and redirect to the addresses in them.</summary>
    private static readonly string[] Readers = ["Microsoft.IdentityModel.Protocols", "Microsoft.AspNetCore.Authentication.OpenIdConnect"];

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    public static void Use(IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (InvalidOperationException failure) when (!context.Response.HasStarted && Readers.Contains(failure.Source, StringComparer.Ordinal))
        {
            if (await RecordAsync(context, failure) is { } trouble)
                await ShowAsync(context, next, trouble);
        }
    });

    /// <returns><see langword="null"/> where there is nobody to show a page to.</returns>
    private static async Task<IssuerTrouble?> RecordAsync(HttpContext context, Exception failure)
    {
        var trouble = new IssuerTrouble(Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier);
        Log.IssuerOutOfReach(context.RequestServices.GetRequiredService<ILogger<IssuerTrouble>>(), failure, trouble.Id);
        await context.RequestServices.GetRequiredService<RecordRefusedSignIn>().RunForKindAsync("issuer", "OutOfReach", context.RequestAborted);
        if (OidcEvents.IsNavigation(context.Request))
            return trouble;
        if (context.Request.Path == SignInEndpoints.SignOutPath)
            context.Response.Redirect(SignInEndpoints.SignedOutPath);   // our session has ended; the issuer's cannot be
        else
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;   // as when the issuer is there: machines are not sent to it
        return null;
    }

    private static Task ShowAsync(HttpContext context, RequestDelegate next, IssuerTrouble trouble)
    {
        context.Features.Set(trouble);
        context.Response.Headers.Remove(HeaderNames.SetCookie);   // of a sign-in that has not begun
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        context.Request.Path = SignInEndpoints.FailedPath;
        context.Request.QueryString = QueryString.Create("because", nameof(SignInFailure.IssuerOutOfReach));
        context.Response.Headers.RetryAfter = Again.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return next(context);
    }
}
