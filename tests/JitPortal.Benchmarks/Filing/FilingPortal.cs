using System.Net.Http.Headers;
using System.Text.Json;
using JitPortal.Application.Catalog;
using JitPortal.Application.Policies;
using JitPortal.Application.Targets;
using JitPortal.Benchmarks.Lateness;
using JitPortal.DevIssuer;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Targets;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JitPortal.Benchmarks.Filing;

/// <summary>
/// The whole portal on a port of this machine: SQLite, jobs and the due loop as in production, a target that costs nothing, one workload
/// and many entitlements that are automatic for workloads.
/// </summary>
internal sealed class FilingPortal : WebApplicationFactory<App>
{
    private const string IssuerUrl = "http://issuer.test";
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("jitportal-api-");
    private readonly WebApplication issuer = DevIssuerApp.Build(IssuerUrl, ["http://localhost"], web => web.UseTestServer());

    /// <summary>Calls carry the workload's token.</summary>
    public HttpClient Calls { get; private set; } = null!;

    public IReadOnlyList<EntitlementId> Entitlements { get; private set; } = [];

    public static async Task<FilingPortal> StartAsync(int entitlements)
    {
        var portal = new FilingPortal();
        portal.UseKestrel(0);
        await portal.issuer.StartAsync();
        portal.StartServer();
        portal.Entitlements = await portal.SeedAsync(entitlements);
        portal.Calls = portal.CreateClient();
        portal.Calls.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await portal.TokenAsync());
        return portal;
    }

    public override async ValueTask DisposeAsync()
    {
        Calls.Dispose();
        await base.DisposeAsync();
        await issuer.DisposeAsync();
        data.Delete(recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development")
            .UseContentRoot(AppContext.BaseDirectory)
            .UseSetting("Data:Folder", data.FullName)
            .UseSetting("Demo:Enabled", "false")
            .UseSetting("Auth:Mode", "Oidc")
            .UseSetting("Auth:Authority", IssuerUrl)
            .UseSetting("Auth:ClientId", DevClients.PortalId)
            .UseSetting("Auth:ClientSecret", DevClients.PortalSecret)
            .UseSetting("Auth:Audience", DevClients.ApiAudience)
            .UseSetting("Auth:Workloads:0", DevClients.WorkloadId)
            .UseSetting("Api:CallsPerMinute", "1000000");
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<IConnectorKind, NullKind>();
            services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, bearer => bearer.BackchannelHttpHandler = issuer.GetTestServer().CreateHandler());
        });
    }

    private async Task<IReadOnlyList<EntitlementId>> SeedAsync(int count)
    {
        var (addTarget, add, publish) = (Services.GetRequiredService<AddTarget>(), Services.GetRequiredService<AddEntitlement>(), Services.GetRequiredService<PublishPolicy>());
        var target = (await addTarget.RunAsync(Actor.Portal, new TargetForm("nowhere", NullKind.Name, "{}", null), CancellationToken.None)).Value;
        List<EntitlementId> entitlements = [];
        for (var i = 0; i < count; i++)
            entitlements.Add((await add.RunAsync(Actor.Portal, new(target, $"resource {i}", "Deploy", "Deploys.", "right", []), CancellationToken.None)).Value);
        var rule = new Rule("workloads", new Effect.Automatic(TimeSpan.FromHours(1), TimeSpan.FromMinutes(20)), new Condition.SubjectIs(SubjectKind.Workload));
        var policy = new Policy(PolicyId.New(), "Workloads deploy", 1, new AppliesTo.Matching(TargetKind: NullKind.Name), [rule]);
        _ = (await publish.RunAsync(Actor.Portal, policy, CancellationToken.None)).Value;
        return entitlements;
    }

    private async Task<string> TokenAsync()
    {
        using var client = issuer.GetTestServer().CreateClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = DevClients.WorkloadId,
            ["client_secret"] = DevClients.WorkloadSecret,
            ["scope"] = DevClients.ApiScope,
        });
        using var answer = await client.PostAsync(new Uri(IssuerUrl + "/connect/token"), form);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("access_token").GetString()!;
    }
}
