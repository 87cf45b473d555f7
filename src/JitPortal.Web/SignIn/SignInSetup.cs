using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.SignIn;

public static class SignInSetup
{
    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SignInOptions>().BindConfiguration(SignInOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SignInOptions>, SignInOptionsValidator>());
#if DEV_ISSUER
        services.AddDevIssuer(configuration);
#endif
        var authentication = services.AddAuthentication(schemes =>
        {
            schemes.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            schemes.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
        });
        if (EntraSetup.IsChosen(configuration))
            authentication.AddEntra(configuration);
        else
            authentication.AddCookie().AddOpenIdConnect();
        authentication.AddJwtBearer();
        services.ConfigureOptions<CookieSetup>().ConfigureOptions<OidcSetup>().ConfigureOptions<BearerSetup>().ConfigureOptions<IssuerCalls>();
        services.AddSessionKeys();
        services.AddAuthorization(PortalPolicies.Add);
        services.AddCascadingAuthenticationState();

        services.TryAddSingleton<SetupAnnouncement>();
        services.AddSingleton<IStartAnnouncement>(provider => provider.GetRequiredService<SetupAnnouncement>());
        services.AddHostedService(provider => provider.GetRequiredService<SetupAnnouncement>());

        services.TryAddSingleton<Recognition>();
        services.TryAddSingleton<AssuranceMapping>();
        services.TryAddSingleton<SignInAnswer>();
        services.TryAddSingleton<StepUpAnswer>();
        services.TryAddSingleton<TestAnswer>();
        services.TryAddScoped<StepUp>();
        services.TryAddSingleton<ActorFromClaims>();
        services.TryAddSingleton<SessionTickets>();
        services.TryAddSingleton<BrowserSession>();
        services.TryAddSingleton<LogoutTokenCheck>();
        services.TryAddScoped<CurrentActor>();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
        return services;
    }
}
