using JitPortal.Web.Approvals;
using JitPortal.Web.Audit;
using JitPortal.Web.Grants;
using JitPortal.Web.Intake;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components.Server.Circuits;
using MudBlazor.Services;

namespace JitPortal.Web.Shell;

public static class ShellSetup
{
    private const int RetainedCircuits = 200;

    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DisconnectedCircuitMaxRetained = RetainedCircuits;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
            circuits.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(20);
        });
        services.AddSingleton<CircuitCounts>();
        services.AddScoped<CircuitHandler, CircuitLimits>();
        services.AddMudServices();
        services.AddSingleton<ApprovalDesk>();
        services.AddSingleton<ExportLists>();
        services.AddScoped<PaletteIndex>();
        services.AddSingleton<StopDesk>();
        services.AddScoped<ExtensionDesk>();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "jitportal.antiforgery";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;   // the framework's own choice would send it over plain http too
        });
        services.AddOptions<ForwardedHeadersOptions>().Configure<IConfiguration>(ProxySettings.Set);
        services.AddOptions<RequestLocalizationOptions>().Configure<IConfiguration>(Languages.Set);
        return services;
    }

    /// <summary>The order matters: addresses first, then headers on every answer, errors around everything that can fail.</summary>
    public static void UseShell(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.UseApiProblems();
        app.UseWhen(IsForPeople, people => people.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true));
        app.UseWhen(HasNul, door => door.Run(RefuseAsync));
        app.UseWhen(context => !Api.IsCall(context), people => people.UseRequestLocalization());
        IssuerTrouble.Use(app);
        app.UseRouting();
        app.UseApiDoor();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseApiLimits();
        app.UseAntiforgery();
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(circuits => circuits.ContentSecurityFrameAncestorsPolicy = "'none'");
    }

    /// <summary>Nobody types it, and PostgreSQL has no text with it: every search for such a one would end as an error of the portal's.</summary>
    private static bool HasNul(HttpContext context) => context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true;

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    /// <summary>Scripts and machines get the bare status: a page in its place would answer a POST with another error.</summary>
    private static bool IsForPeople(HttpContext context) => !Api.IsCall(context) && OidcEvents.IsNavigation(context.Request);
}
