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
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy(nonce, issuer);
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            return next(context);
        });
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
