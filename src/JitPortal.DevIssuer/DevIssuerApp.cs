using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace JitPortal.DevIssuer;

/// <summary>
/// An OpenID Connect issuer that signs anybody in: a second web application with its own container on its own port, so
/// that a fresh machine goes through the real code flow. Never part of a Release publish.
/// </summary>
public static class DevIssuerApp
{
    /// <param name="url">Where it listens, and the issuer name in its tokens.</param>
    /// <param name="redirectBases">The portal's own addresses, for example <c>http://localhost:5400</c>.</param>
    /// <param name="configure">Tests put the in-memory server here.</param>
    public static WebApplication Build(string url, IReadOnlyList<string> redirectBases, Action<IWebHostBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            EnvironmentName = Environments.Development,
            ContentRootPath = AppContext.BaseDirectory,
        });
        // Inside the portal the files and the environment are the portal's own settings, not the issuer's.
        ((IConfigurationBuilder)builder.Configuration).Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        // Whoever hosts it reports failures to start; everything else it has to say is noise in the portal's log.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.WebHost.UseUrls(url);
        configure?.Invoke(builder.WebHost);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();   // nothing outlives the process
        builder.Services.AddRazorComponents();
        AddIssuer(builder.Services, new Uri(url));
        builder.Services.AddHostedService(services => new DevSeed(services, redirectBases));

        var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();   // OpenIddict's own endpoints run as authentication middleware
        app.MapSignIn();
        app.MapGet("/", () => "JitPortal development issuer. It signs anybody in; never use it in production.");
        return app;
    }

    private static void AddIssuer(IServiceCollection services, Uri issuer)
    {
        // One open connection keeps the in-memory database alive: no file, and a restart forgets everything.
        services.AddSingleton(_ =>
        {
            var connection = new SqliteConnection("Data Source=:memory:");
            connection.Open();
            return connection;
        });
        services.AddDbContext<DbContext>((provider, options) =>
            options.UseSqlite(provider.GetRequiredService<SqliteConnection>()).UseOpenIddict());
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<DbContext>())
            .AddServer(server => Configure(server, issuer));
    }

    private static void Configure(OpenIddictServerBuilder server, Uri issuer)
    {
        server.SetIssuer(issuer)
            .SetAuthorizationEndpointUris("connect/authorize")
            .SetTokenEndpointUris("connect/token")
            .SetUserInfoEndpointUris("connect/userinfo")
            .SetEndSessionEndpointUris("connect/endsession");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowClientCredentialsFlow();
        server.RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.Email, Scopes.Roles, DevClients.GroupsScope, DevClients.ApiScope);
        server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
        server.DisableAccessTokenEncryption();   // the portal's bearer check reads plain signed tokens, as real issuers send them
        server.UseAspNetCore()
            .DisableTransportSecurityRequirement()
            .EnableAuthorizationEndpointPassthrough()
            .EnableTokenEndpointPassthrough()
            .EnableUserInfoEndpointPassthrough()
            .EnableEndSessionEndpointPassthrough();
    }
}
