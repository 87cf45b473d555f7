using JitPortal.Application.People;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.SignIn;

/// <summary>
/// The session that a browser already has when it comes back from the issuer. Read past the framework's handler, which would
/// remember its key for the rest of the request.
/// </summary>
internal sealed class BrowserSession(IOptionsMonitor<CookieAuthenticationOptions> cookies, ReadSession readSession, EndSession endSession)
{
    /// <summary>The framework's name for the claim that holds the key; it is private there.</summary>
    private const string KeyClaim = "Microsoft.AspNetCore.Authentication.Cookies-SessionId";

    public async Task<OpenSession?> ReadAsync(HttpContext context, CancellationToken ct) =>
        Key(context) is { } key ? await readSession.RunAsync(key, ct) : null;

    /// <summary>Ends it, and makes sure that whatever is signed in now gets a key of its own.</summary>
    public async Task ReplaceAsync(HttpContext context, CancellationToken ct)
    {
        if (Key(context) is { } key)
            await endSession.RunAsync(key, SessionEnd.Replaced, ct);
        SessionCookies.LayAside(context);
    }

    private string? Key(HttpContext context)
    {
        var options = cookies.Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var cookie = options.CookieManager.GetRequestCookie(context, options.Cookie.Name!);
        return cookie is null ? null : options.TicketDataFormat.Unprotect(cookie)?.Principal.FindFirst(KeyClaim)?.Value;
    }
}
