using System.Text;
using JitPortal.TestKit.Servers;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Portal;

/// <summary>Publishes a Release build of the source as it stands and looks what is in it (I-35).</summary>
public sealed class ReleaseTests : IDisposable
{
    private readonly DirectoryInfo copy = Directory.CreateTempSubdirectory("jitportal-release-");

    [Fact]
    public async Task Publish_Release_HoldsNothingThatSignsAnybodyIn()
    {
        var published = await PublishAsync();

        var files = Directory.GetFiles(published, "*", SearchOption.AllDirectories);
        var names = files.Select(Path.GetFileName).ToList();
        names.ShouldContain("jitportal.dll");   // it is a publish that was looked at
        names.ShouldNotContain(name => name!.Contains("DevIssuer", StringComparison.OrdinalIgnoreCase));
        names.ShouldNotContain(name => name!.Contains("DemoTarget", StringComparison.OrdinalIgnoreCase));
        names.ShouldNotContain(name => name!.StartsWith("OpenIddict", StringComparison.OrdinalIgnoreCase));
        names.ShouldNotContain("appsettings.Development.json");
        foreach (var secret in new[] { "jitportal-dev-secret", "demo-workload-secret" })
            files.Where(file => Holds(file, secret)).Select(Path.GetFileName).ShouldBeEmpty($"{secret} is known to everybody");
    }

    public void Dispose() => copy.Delete(recursive: true);

    private async Task<string> PublishAsync()
    {
        Checkout.CopySources(copy.FullName);
        var published = Path.Combine(copy.FullName, "published");
        await TestKit.Servers.Shell.MustAsync(
            "dotnet",
            ["publish", "src/JitPortal.Web", "-c", "Release", "-o", published, "-v", "q", "-p:RunAnalyzers=false", "-p:UseSharedCompilation=false", "-p:DebugType=none", "-nodeReuse:false"],
            copy.FullName);
        return published;
    }

    /// <summary>As text of .NET or of a file.</summary>
    private static bool Holds(string file, string secret)
    {
        var bytes = File.ReadAllBytes(file).AsSpan();
        return bytes.IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0 || bytes.IndexOf(Encoding.Unicode.GetBytes(secret)) >= 0;
    }
}
