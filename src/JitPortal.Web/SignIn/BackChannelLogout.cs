using JitPortal.Application.People;
using JitPortal.Domain;
using Microsoft.AspNetCore.Mvc;

namespace JitPortal.Web.SignIn;

/// <summary>Where the issuer says, without the browser, that somebody signed out there.</summary>
internal static class BackChannelLogout
{
    public const string Path = "/sign-out/back-channel";

    private const int LargestForm = 2 * LogoutTokenCheck.Longest;

    public static void MapBackChannelLogout(this IEndpointRouteBuilder app) => app.MapPost(Path, ObeyAsync)
        .AllowAnonymous()   // the token is the credential
        .DisableAntiforgery()
        .WithMetadata(new RequestSizeLimitAttribute(LargestForm));

    private static async Task<IResult> ObeyAsync(HttpContext context, LogoutTokenCheck check, ObeyLogout obeyLogout, RecordRefusedSignIn record, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        var form = await context.Request.ReadFormOrNoneAsync(ct);
        var notice = await check.ReadAsync(form["logout_token"], ct);
        var obeyed = notice.Succeeded ? await obeyLogout.RunAsync(notice.Value, ct) : notice.Refusal;
        if (obeyed.Succeeded)
            return TypedResults.Ok();
        await record.RunAsync("logout-token", Reason(obeyed.Refusal), ct);
        return TypedResults.BadRequest(new { error = "invalid_request", error_description = obeyed.Refusal.Message });
    }

    private static string Reason(Refusal refusal) => refusal is Refusal.Invalid invalid ? invalid.Errors[0].Field : "replayed";
}
