using System.Security.Cryptography;
using JitPortal.Web.SignIn;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.Shell;

/// <summary>What a browser must not do with our pages.</summary>
public static class SecurityHeaders
{
    private const string NonceItem = "jit.csp-nonce";

    /// <summary>The nonce of this response, for the one inline script there is (the import map).</summary>
    public static string CspNonce(this HttpContext context) => context.Items[NonceItem] as string ?? "";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var authority = app.Services.GetRequiredService<IOptions<SignInOptions>>().Value.Authority;
        var issuer = Uri.TryCreate(authority, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : "";
        app.Use((context, next) =>
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            context.Items[NonceItem] = nonce;
            // At the last moment: where something fails, all that was set before is cleared for the page that says so.
            context.Response.OnStarting(() =>
            {
                Set(context.Response.Headers, Policy(nonce, issuer));
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    private static void Set(IHeaderDictionary headers, string policy)
    {
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    }

    /// <remarks>
    /// MudBlazor writes its theme into a style element without a nonce, hence 'unsafe-inline' for styles, and a nonce there
    /// would cancel it. Signing out is a form whose answer redirects to the issuer, hence its origin in form-action.
    /// </remarks>
    private static string Policy(string nonce, string issuer) =>
        "default-src 'self'; "
        + $"script-src 'self' 'nonce-{nonce}'; "
        + "style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + $"form-action 'self' {issuer}; "
        + "frame-ancestors 'none'; base-uri 'self'; object-src 'none'";
}
