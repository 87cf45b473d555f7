using System.Security.Cryptography.X509Certificates;
using JitPortal.Storage;
using JitPortal.TestKit.Issuers;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>The whole portal with an issuer that means it no good.</summary>
public class HostileHost : WebApplicationFactory<App>, IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("jitportal-hostile-");

    public HostileIssuer Issuer { get; private set; } = null!;

    /// <summary>Of an issuer that speaks TLS.</summary>
    protected virtual X509Certificate2? Certificate => null;

    public async ValueTask InitializeAsync()
    {
        Issuer = await HostileIssuer.StartAsync(Certificate);
        _ = Services;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Issuer.DisposeAsync();
        data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    public HttpClient Browser() => CreateClient(new() { BaseAddress = new Uri("http://localhost"), AllowAutoRedirect = false, HandleCookies = true });

    /// <summary>Everything in the audit log, as the text it is.</summary>
    public async Task<IReadOnlyList<(string Type, string Text)>> AuditAsync()
    {
        await using var db = Services.GetRequiredService<PortalDbFactory>().Create();
        var rows = await db.Audit.AsNoTracking().OrderBy(row => row.Sequence).ToListAsync();
        return [.. rows.Select(row => (row.Type, System.Text.Encoding.UTF8.GetString(row.Leaf)))];
    }

    public async Task<int> SessionsAsync()
    {
        await using var db = Services.GetRequiredService<PortalDbFactory>().Create();
        return await db.Sessions.CountAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development")
            .UseSetting("Data:Folder", data.FullName)
            .UseSetting("Demo:Enabled", "false")
            .UseSetting("Auth:Audience", Audience)
            .UseSetting("Auth:Programs:0", Program);
        SetIssuer(builder);
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }

    protected virtual void SetIssuer(IWebHostBuilder builder) => builder
        .UseSetting("Auth:Mode", "Oidc")
        .UseSetting("Auth:Authority", Issuer.Url)
        .UseSetting("Auth:ClientId", HostileIssuer.ClientId)
        .UseSetting("Auth:ClientSecret", Secret);

    /// <summary>What the portal sets beside the cookie of its forms: of a session, or of a sign-in under way.</summary>
    public static IReadOnlyList<string> Cookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies)
        ? [.. cookies.Where(cookie => !cookie.StartsWith("jitportal.antiforgery=", StringComparison.Ordinal))]
        : [];

    public const string Audience = "jitportal-api";

    /// <summary>A client through which people call the API.</summary>
    public const string Program = "command-line";

    public const string Secret = "the-portal's-own-secret-at-the-issuer";
}
