using JitPortal.DevIssuer;

namespace JitPortal.Web.SignIn;

/// <summary>Runs the development issuer inside the portal's process, so that one command is enough on a fresh machine.</summary>
internal sealed class DevIssuerHost(IConfiguration configuration) : IHostedService
{
    public const string UrlKey = "DevIssuer:Url";
    public const string InProcessKey = "DevIssuer:InProcess";
    public const string DefaultUrl = "http://localhost:5401";
    private WebApplication? issuer;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var url = configuration[UrlKey] ?? DefaultUrl;
        issuer = DevIssuerApp.Build(url, ListenAddresses.Of(configuration));
        try
        {
            await issuer.StartAsync(cancellationToken);
        }
        catch (IOException taken) when (ListenAddresses.IsTaken(taken))
        {
            throw new CannotStartException($"{url} is already in use. Choose another address for the development issuer with {UrlKey}.", taken);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (issuer is null)
            return;
        await issuer.StopAsync(cancellationToken);
        await issuer.DisposeAsync();
    }
}

internal static class DevIssuerSetup
{
    public static void AddDevIssuer(this IServiceCollection services, IConfiguration configuration)
    {
        if (!Enum.TryParse<SignInMode>(configuration[$"{SignInOptions.Section}:{nameof(SignInOptions.Mode)}"], ignoreCase: true, out var mode)
            || mode != SignInMode.DevIssuer)
        {
            return;
        }

        services.AddSingleton<IStartAnnouncement, WhoCanSignIn>();
        services.Configure<SignInOptions>(options =>
        {
            options.Authority = configuration[DevIssuerHost.UrlKey] ?? DevIssuerHost.DefaultUrl;
            options.ClientId = DevClients.PortalId;
            options.ClientSecret = DevClients.PortalSecret;
            options.Scopes = "openid profile email roles groups";
            options.Audience = DevClients.ApiAudience;
        });
        if (configuration.GetValue(DevIssuerHost.InProcessKey, true))
            services.AddHostedService<DevIssuerHost>();
    }
}

/// <summary>Tells a developer whom they can be.</summary>
internal sealed class WhoCanSignIn(IConfiguration configuration) : IStartAnnouncement
{
    public string Line
    {
        get
        {
            var names = string.Join(", ", DevPeople.All.Select(person => $"{person.Name} ({string.Join(", ", person.Roles.Skip(1).DefaultIfEmpty("requester"))})"));
            var address = new UriBuilder(ListenAddresses.Of(configuration)[0]) { Host = $"{DevPeople.All[0].Subject}.localhost" }.Uri.GetLeftPart(UriPartial.Authority);
            return $"Sign in as {names}. Each has a session of their own on a host name such as {address}";
        }
    }
}
