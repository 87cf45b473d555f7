using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace JitPortal.Web.Shell;

/// <summary>The document around every page, rendered once for each load.</summary>
public sealed partial class App
{
    private const string ThemeCookie = "jitportal.theme";
    private const string ZoneCookie = "jitportal.zone";

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    /// <summary>Known before the first paint, so dark pages never flash white; <see langword="null"/> follows the system.</summary>
    private string? Theme => Http.Request.Cookies[ThemeCookie] is ("light" or "dark") and var theme ? theme : null;

    private static string Language => CultureInfo.CurrentUICulture.Name;

    private Visit Visit => new(Http.Connection.RemoteIpAddress?.ToString(), Http.Request.Cookies[ZoneCookie]);

    /// <summary>Pages about errors and sign-in are plain HTML: they must work when nothing else does.</summary>
    private IComponentRenderMode? PageMode => Http.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;

    private Dictionary<string, object> ImportMapAttributes => new(StringComparer.Ordinal) { ["nonce"] = Http.CspNonce() };
}
