using System.Net;
using System.Net.Sockets;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Portal;

/// <summary>What an owner sees when the portal cannot start: one sentence, exit code 2, no stack trace.</summary>
public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("jitportal-start-");

    [Fact]
    public async Task Start_PortIsTaken_NamesTheSetting()
    {
        using var other = Listening(out var taken);
        using var free = Listening(out var issuer);
        free.Stop();

        var (code, words) = await RunAsync("Development", $"--urls=http://127.0.0.1:{taken}", $"--DevIssuer:Url=http://127.0.0.1:{issuer}");

        code.ShouldBe(2);
        words.ShouldBe($"http://127.0.0.1:{taken} is already in use. Choose another address with ASPNETCORE_URLS or --urls.");
    }

    [Fact]
    public async Task Start_PortOfTheIssuerIsTaken_NamesItsSetting()
    {
        using var other = Listening(out var taken);

        var (code, words) = await RunAsync("Development", "--urls=http://127.0.0.1:0", $"--DevIssuer:Url=http://127.0.0.1:{taken}");

        code.ShouldBe(2);
        words.ShouldBe($"http://127.0.0.1:{taken} is already in use. Choose another address for the development issuer with DevIssuer:Url.");
    }

    [Fact]
    public async Task Start_PortOfTheBackOfficeIsTaken_NamesItsSetting()
    {
        using var other = Listening(out var taken);

        var (code, words) = await RunAsync("Development", "--Demo:Enabled=true", "--urls=http://127.0.0.1:0", $"--DemoTarget:Url=http://127.0.0.1:{taken}");

        code.ShouldBe(2);
        words.ShouldBe($"http://127.0.0.1:{taken} is already in use. Choose another address for the demo's back office with DemoTarget:Url.");
    }

    [Fact]
    public async Task Start_NoServerOfTheDatabase_NamesTheSetting()
    {
        using var free = Listening(out var nobody);
        free.Stop();

        var (code, words) = await RunAsync("Development", "--urls=http://127.0.0.1:0", "--Data:Provider=PostgreSql", $"--Data:PostgreSql=Host=127.0.0.1;Port={nobody};Database=portal;Username=portal");

        code.ShouldBe(2);
        words.ShouldBe($"The database cannot be used (Data:Provider): Failed to connect to 127.0.0.1:{nobody}");
    }

    [Fact]
    public async Task Start_ProductionWithoutSettings_ListsThemAll()
    {
        var (code, words) = await RunAsync("Production", "--urls=http://127.0.0.1:0");

        code.ShouldBe(2);
        words.Split("\n").Select(line => line.Split(": ")[0]).ShouldBe(["Auth:Authority", "Auth:ClientSecret", "Data:Folder", "AllowedHosts"]);
    }

    [Theory]
    [InlineData("--Api:CallsPerMinute=abc", "Api:CallsPerMinute: “abc” has the wrong form; write a whole number.")]
    [InlineData("--Facts:SignIn=12", "Facts:SignIn: “12” is not a time. Write for example 12:00:00, from 00:01:00 to 30.00:00:00.")]
    [InlineData("--urls=127.0.0.1:5420", "An address in the settings, such as ASPNETCORE_URLS, has the wrong form: Invalid URI: The URI scheme is not valid.")]
    public async Task Start_SettingOfTheWrongForm_IsNamedInASentence(string setting, string sentence)
    {
        var (code, words) = await RunAsync("Development", "--urls=http://127.0.0.1:0", setting);

        (code, words).ShouldBe((2, sentence));
    }

    public void Dispose() => data.Delete(recursive: true);

    private Task<(int Code, string Error)> RunAsync(string environment, params string[] settings) =>
        PortalProcess.RunAsync(AppContext.BaseDirectory, environment, ["--Demo:Enabled=false", $"--Data:Folder={data.FullName}", .. settings]);

    private static TcpListener Listening(out int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return listener;
    }
}
