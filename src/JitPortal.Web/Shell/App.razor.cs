using System.Globalization;
using JitPortal.Web.SignIn;
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

    [Inject] public required CurrentActor Me { get; init; }

    /// <summary>Known before the first paint, so dark pages never flash white; <see langword="null"/> follows the system.</summary>
    private string? Theme => Http.Request.Cookies[ThemeCookie] is ("light" or "dark") and var theme ? theme : null;

    private static string Language => CultureInfo.CurrentUICulture.Name;

    private string? Zone => Http.Request.Cookies[ZoneCookie];

    /// <summary>Pages about errors and sign-in are plain HTML: they must work when nothing else does.</summary>
    private IComponentRenderMode? PageMode => Http.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;

    /// <summary>For what is drawn into this answer; the circuit asks its own connection, which another one may have made.</summary>
    protected override void OnInitialized() => Me.SourceAddress = Http.Connection.RemoteIpAddress?.ToString();

    private Dictionary<string, object> ImportMapAttributes => new(StringComparer.Ordinal) { ["nonce"] = Http.CspNonce() };
}
