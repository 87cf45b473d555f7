using Microsoft.AspNetCore.Authentication.Cookies;

namespace JitPortal.Web.SignIn;

/// <summary>
/// The session cookie as browsers have it, with one addition: a sign-in can lay the cookie that came with it aside. Without that the
/// framework would give the old session's key to whoever signs in over it, and a key that was planted in a browser would become
/// the next person's (session fixation).
/// </summary>
internal sealed class SessionCookies : ICookieManager
{
    private static readonly object LaidAside = new();
    private readonly ChunkingCookieManager cookies = new();

    public static void LayAside(HttpContext context) => context.Items[LaidAside] = true;

    public string? GetRequestCookie(HttpContext context, string key) =>
        context.Items.ContainsKey(LaidAside) ? null : cookies.GetRequestCookie(context, key);

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        cookies.AppendResponseCookie(context, key, value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => cookies.DeleteCookie(context, key, options);
}
