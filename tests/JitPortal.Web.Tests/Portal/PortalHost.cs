using JitPortal.DevIssuer;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Oracle;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace JitPortal.Web.Tests.Portal;

/// <summary>The whole portal in this process, with its own issuer and an oracle as its target.</summary>
public sealed class PortalHost : WebApplicationFactory<App>, IAsyncLifetime
{
    public const string IssuerUrl = "http://issuer.test";
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("jitportal-web-");

    public WebApplication Issuer { get; } = DevIssuerApp.Build(IssuerUrl, ["http://localhost"], web => web.UseTestServer());

    public OracleServer Oracle { get; } = new();

    public World World { get; private set; } = null!;

    public string DataFolder => data.FullName;

    public async ValueTask InitializeAsync()
    {
        await Issuer.StartAsync();
        World = await World.BuildAsync(Services, Oracle.Port, SignInOnceAsync);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Issuer.DisposeAsync();
        await Oracle.DisposeAsync();
        data.Delete(recursive: true);
    }

    /// <summary>A browser without a session.</summary>
    public Browser Browser() => new(this);

    public async Task<Browser> SignedInAsync(string person)
    {
        var browser = Browser();
        await browser.SignInAsync(person);
        return browser;
    }

    private async Task SignInOnceAsync(string person)
    {
        using var browser = await SignedInAsync(person);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development")
            .UseSetting("Data:Folder", DataFolder)
            .UseSetting("DevIssuer:InProcess", "false")
            .UseSetting("DevIssuer:Url", IssuerUrl)
            .UseSetting("Demo:Enabled", "false")
            .UseSetting("Auth:Claims:0", "preferred_username")
            .UseSetting("Auth:Claims:1", "client_id")
            .UseSetting("Api:CallsPerMinute", "1000000");
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<IConnectorKind, OracleKind>();
            services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, Backchannel);
            services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options => options.BackchannelHttpHandler = Issuer.GetTestServer().CreateHandler());
        });
    }

    private void Backchannel(OpenIdConnectOptions options) => options.BackchannelHttpHandler = Issuer.GetTestServer().CreateHandler();
}
