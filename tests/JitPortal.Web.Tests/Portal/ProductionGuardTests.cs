using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Portal;

/// <summary>Settings that leave a portal open are refused at start, each with its key, and all of them at once (I-35).</summary>
public sealed class ProductionGuardTests
{
    /// <summary>A portal that may start: each case changes one thing of it.</summary>
    private const string Sound = """
        Auth:Authority=https://sso.example.org
        Auth:ClientSecret=0123456789abcdef0123456789abcdef
        Auth:Audience=jitportal-api
        AllowedHosts=jit.example.org
        urls=https://0.0.0.0:443
        Data:Folder=/var/lib/jitportal-of-a-test
        """;

    private const string Entra = """
        Auth:Mode=Entra
        Auth:Entra:Instance=https://login.microsoftonline.com/
        Auth:Entra:TenantId=0b4f1d2e-0000-4000-8000-000000000001
        Auth:Entra:ClientId=0b4f1d2e-0000-4000-8000-000000000002
        Auth:Entra:ClientSecret=0123456789abcdef0123456789abcdef
        """;

    private const string Postgres = "Data:Provider=PostgreSql\nData:PostgreSql=Host=db.example.org;Database=j;Username=j";

    [Fact]
    public void Guard_SoundSettings_FindsNothing()
    {
        Mistakes(Sound).ShouldBeEmpty();
        Mistakes($"{Sound}\n{Entra}").ShouldBeEmpty();
        Mistakes($"{Sound}\n{Postgres};SSL Mode=VerifyFull").ShouldBeEmpty();
        Mistakes($"{Sound}\nurls=http://127.0.0.1:5400;http://[::1]:5400;http://localhost:5401").ShouldBeEmpty();
        Mistakes($"{Sound}\nhttp_ports=8080").ShouldBeEmpty("the addresses count");
        Mistakes($"{Sound}\nurls=\nhttp_ports=8080\nKestrel:Endpoints:Web:Url=https://0.0.0.0:443").ShouldBeEmpty("the endpoints count");
        Mistakes($"{Sound}\nurls=http://0.0.0.0:80\nProxy:KnownProxies:0=10.0.0.5\nProxy:KnownNetworks:0=10.1.0.0/16").ShouldBeEmpty();
        Mistakes($"{Sound}\nJobs:Dashboard=true\nDetailedErrors=false\nDemo:Enabled=false").ShouldBeEmpty();
        Mistakes($"{Sound}\nAuth:Roles:Approver:0=app-approver\nAuth:Assurance:MultiFactor:Acr:0=mfa\nAuth:Claims:0=ref\nAuth:Attributes:department=dept").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Auth:Mode=DevIssuer", "Auth:Mode")]
    [InlineData("Auth:Mode=Everybody", "Auth:Mode")]
    [InlineData("Auth:Mode=7", "Auth:Mode")]
    [InlineData("Auth:Authority=", "Auth:Authority")]
    [InlineData("Auth:Authority=http://sso.example.org", "Auth:Authority")]
    [InlineData("Auth:ClientId=", "Auth:ClientId")]
    [InlineData("Auth:ClientSecret=", "Auth:ClientSecret")]
    [InlineData("Auth:ClientSecret=secret", "Auth:ClientSecret")]
    [InlineData("Auth:Audience=", "Auth:Audience")]
    [InlineData("Auth:Audience=jitportal\nAuth:AccessTokenType=", "Auth:Audience")]
    [InlineData("Auth:SessionLength=7.00:00:00", "Auth:SessionLength")]
    [InlineData("Auth:SessionLength=long", "Auth:SessionLength")]
    [InlineData("Auth:Assurance:MultiFactor:Acr:0=mfa\nAuth:Assurance:MultiFactor:LongestAge=8", "Auth:Assurance:MultiFactor:LongestAge")]
    [InlineData("Auth:Workloads:0=jitportal", "Auth:ClientId")]
    [InlineData("Auth:Workloads:0=ci\nAuth:Programs:0=ci", "Auth:Programs")]
    [InlineData("Auth:WorkloadOwners:ci=tove", "Auth:WorkloadOwners:ci")]
    [InlineData("Auth:Roles:Administrator:0=*", "Auth:Roles:Administrator")]
    [InlineData("Auth:Roles:Approver:0= ", "Auth:Roles:Approver")]
    [InlineData("Auth:Groups:database-owners:0=*", "Auth:Groups:database-owners")]
    [InlineData("Auth:Claims:0=*", "Auth:Claims:0")]
    [InlineData("Auth:Claims:0=ref\nAuth:Claims:1= ", "Auth:Claims:1")]
    [InlineData("Auth:Claims:0=groups", "Auth:Claims:0")]
    [InlineData("Auth:Claims:0=amr", "Auth:Claims:0")]
    [InlineData("Auth:Claims:0=nonce", "Auth:Claims:0")]
    [InlineData("Auth:Claims:0=ref\nAuth:Claims:1=ref", "Auth:Claims")]
    [InlineData("Auth:Attributes:department=", "Auth:Attributes:department")]
    [InlineData("Auth:Attributes:team=roles", "Auth:Attributes:team")]
    [InlineData("Auth:Assurance:MultiFactor:LongestAge=08:00:00", "Auth:Assurance:MultiFactor")]
    [InlineData("Auth:Assurance:Basic:Acr:0=pwd", "Auth:Assurance:Basic")]
    [InlineData("AllowedHosts=*", "AllowedHosts")]
    [InlineData("AllowedHosts=", "AllowedHosts")]
    [InlineData("AllowedHosts=jit.example.org;*", "AllowedHosts")]
    [InlineData("AllowedHosts=0.0.0.0", "AllowedHosts")]
    [InlineData("AllowedHosts=jit.example.org;[::]", "AllowedHosts")]
    [InlineData("urls=\nhttp_ports=8080", "ASPNETCORE_HTTP_PORTS")]
    [InlineData("urls=http://0.0.0.0:80", "ASPNETCORE_URLS")]
    [InlineData("urls=http://+:80", "ASPNETCORE_URLS")]
    [InlineData("urls=https://0.0.0.0:443;http://*:80", "ASPNETCORE_URLS")]
    [InlineData("Kestrel:Endpoints:Web:Url=http://10.0.0.7:80", "Kestrel:Endpoints:Web:Url")]
    [InlineData("Proxy:KnownProxies:0=proxy.example.org", "Proxy:KnownProxies")]
    [InlineData("Proxy:KnownNetworks:0=10.0.0.0", "Proxy:KnownNetworks")]
    [InlineData("Proxy:KnownNetworks:0=0.0.0.0/0", "Proxy:KnownNetworks")]
    [InlineData("Proxy:KnownNetworks:0=::/0", "Proxy:KnownNetworks")]
    [InlineData("ForwardedHeaders_Enabled=true", "ASPNETCORE_FORWARDEDHEADERS_ENABLED")]
    [InlineData("DetailedErrors=true", "DetailedErrors")]
    [InlineData("Logging:LogLevel:Default=Debug", "Logging:LogLevel:Default")]
    [InlineData("Logging:LogLevel:Microsoft.EntityFrameworkCore=Trace", "Logging:LogLevel:Microsoft.EntityFrameworkCore")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://collector.example.org:4317", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("HostingStartupAssemblies=Somebody.Else", "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES")]
    [InlineData("Jobs:Dashboard=everybody", "Jobs:Dashboard")]
    [InlineData("Demo:Enabled=true", "Demo:Enabled")]
    [InlineData("Demo:PostgreSql=Host=db", "Demo:PostgreSql")]
    [InlineData("DevIssuer:InProcess=true", "DevIssuer:InProcess")]
    [InlineData("DevIssuer:Url=http://localhost:5401", "DevIssuer:Url")]
    [InlineData("Data:Folder=", "Data:Folder")]
    [InlineData("Data:Folder=/tmp/jitportal", "Data:Folder")]
    [InlineData("Data:Folder=/var/tmp", "Data:Folder")]
    [InlineData("Data:Provider=Oracle", "Data:Provider")]
    [InlineData("Data:Provider=PostgreSql", "Data:PostgreSql")]
    [InlineData("Data:Provider=PostgreSql\nData:PostgreSql=nonsense", "Data:PostgreSql")]
    [InlineData(Postgres, "Data:PostgreSql")]
    [InlineData($"{Postgres};SSL Mode=Require", "Data:PostgreSql")]
    [InlineData($"{Postgres};SSL Mode=VerifyFull;Include Error Detail=true", "Data:PostgreSql")]
    [InlineData($"{Entra}\nAuth:Entra:Instance=http://login.example.org/", "Auth:Entra:Instance")]
    [InlineData($"{Entra}\nAuth:Entra:TenantId=", "Auth:Entra:TenantId")]
    [InlineData($"{Entra}\nAuth:Entra:TenantId=common", "Auth:Entra:TenantId")]
    [InlineData($"{Entra}\nAuth:Entra:ClientId=", "Auth:Entra:ClientId")]
    [InlineData($"{Entra}\nAuth:Entra:ClientSecret=", "Auth:Entra:ClientSecret")]
    [InlineData($"{Entra}\nAuth:Entra:ClientSecret=short", "Auth:Entra:ClientSecret")]
    [InlineData($"{Entra}\nAuth:Entra:Authority=https://login.example.org/t/v2.0", "Auth:Entra:Authority")]
    public void Guard_AnUnsafeSetting_IsRefusedByItsKey(string settings, string key) =>
        Mistakes($"{Sound}\n{settings}").ShouldContain(mistake => mistake.StartsWith($"{key}: ", StringComparison.Ordinal), $"nothing names {key}");

    [Fact]
    public void Guard_ManyMistakes_AreSaidAtOnce()
    {
        var mistakes = Mistakes($"{Sound}\nAuth:Mode=DevIssuer\nAuth:ClientSecret=x\nAllowedHosts=*\nurls=http://0.0.0.0:80\nDetailedErrors=true\nData:Folder=/tmp/x");

        mistakes.Select(mistake => mistake.Split(": ")[0]).Distinct().Count().ShouldBe(6);
    }

    [Fact]
    public void Guard_KeysThatOthersMayRead_AreRefused()
    {
        if (OperatingSystem.IsWindows())
            return;   // files there have no such mode
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"guard-{Guid.NewGuid():N}"));
        var key = Path.Combine(folder.CreateSubdirectory("keys").FullName, "master.key");
        try
        {
            File.WriteAllText(key, "key");
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            Mistakes($"{Sound}\nData:Folder={folder.FullName}").ShouldContain(mistake => mistake.StartsWith("Data:Folder: others", StringComparison.Ordinal));
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Mistakes($"{Sound}\nData:Folder={folder.FullName}").ShouldNotContain(mistake => mistake.StartsWith("Data:Folder: others", StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Guard_InDevelopment_LeavesTheDeveloperAlone()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Development" });
        Should.NotThrow(builder.RefuseUnsafeSettings);

        var staging = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Staging" });
        Should.Throw<OptionsValidationException>(staging.RefuseUnsafeSettings);
    }

    /// <param name="settings">One a line, <c>Key=value</c>; a later one wins.</param>
    private static IReadOnlyList<string> Mistakes(string settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in settings.Split('\n'))
            values[line.Split('=', 2)[0].Trim()] = line.Split('=', 2)[1].TrimEnd('\r');
        return ProductionGuard.Mistakes(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), new Production());
    }

    private sealed class Production : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Production";

        public string ApplicationName { get; set; } = "jitportal";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
