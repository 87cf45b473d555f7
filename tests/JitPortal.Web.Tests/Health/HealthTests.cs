using System.Net;
using JitPortal.Storage;
using JitPortal.Web.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Health;

/// <summary>Where the database answers, it is asked through the whole portal (ResponseTests).</summary>
public sealed class HealthTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("jitportal-health-");

    /// <summary>A node that lives is not restarted for it: it still ends what is due.</summary>
    [Theory]
    [InlineData("Data Source={0}/nowhere/portal.db;Pooling=False")]
    [InlineData("Data Source={0}/empty.db;Pooling=False")]
    public async Task Ready_WithoutADatabase_IsNotButLives(string connection)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(PortalDbFactory.Sqlite(connection.Replace("{0}", folder.FullName, StringComparison.Ordinal)));
        builder.Services.AddHealth();
        await using var app = builder.Build();
        app.MapHealth();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = app.GetTestClient();

        (await http.GetAsync("/healthz/ready", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await http.GetAsync("/healthz/live", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
