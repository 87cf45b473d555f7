using System.Net;
using System.Text.Json;
using JitPortal.Connectors.SignedHttp;
using JitPortal.Domain.Targets;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests.SignedHttp;

/// <summary>Where messages may go: public addresses, and inner networks that the settings name.</summary>
public sealed class OutgoingTests : IDisposable
{
    private readonly SignedHttpKind kind = new(TimeProvider.System);

    [Theory]
    [InlineData("https://127.0.0.1/access")]
    [InlineData("https://localhost/access")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://10.1.2.3/access")]
    [InlineData("https://192.168.0.10/access")]
    [InlineData("https://172.31.255.255/access")]
    [InlineData("https://100.100.100.200/access")]
    [InlineData("https://0.0.0.0/access")]
    [InlineData("https://[::1]/access")]
    [InlineData("https://[::ffff:127.0.0.1]/access")]
    [InlineData("https://[::127.0.0.1]/access")]
    [InlineData("https://[64:ff9b::a9fe:a9fe]/access")]
    [InlineData("https://[2002:7f00:1::]/access")]
    [InlineData("https://[fe80::1]/access")]
    [InlineData("https://[fd00:ec2::254]/access")]
    [InlineData("https://2130706433/access")]
    public async Task AllCalls_AddressIsNotPublic_AreRefusedBeforeConnecting(string url)
    {
        var failure = (await kind.Connect(TargetId.New(), Settings(url), SignedHttpKind.CreateSecret()).CheckAsync(CancellationToken.None)).Single();

        failure.Level.ShouldBe(FindingLevel.Problem);
        failure.Words.ShouldContain("is no public address");
    }

    [Fact]
    public async Task AllCalls_NetworkIsNamed_OnlyThatOneMayBeReached()
    {
        await using var service = await ScriptedReceiver.StartAsync(_ => Task.CompletedTask);

        (await WordsAsync($"http://127.0.0.1:{service.Port}/access", "127.0.0.1/32")).ShouldNotContain("no public address");
        service.Paths.Count.ShouldBe(1);
        (await WordsAsync($"http://127.0.0.1:{service.Port}/access", "10.0.0.0/8")).ShouldContain("no public address");
        (await WordsAsync("http://169.254.169.254/", "127.0.0.0/8")).ShouldContain("no public address");
        service.Paths.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("10.9.8.7", true)]
    [InlineData("10.10.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    public void May_OneInnerNetworkIsAllowed_TheRestIsAsItWas(string address, bool may) =>
        new OutgoingAddresses([IPNetwork.Parse("10.9.0.0/16")]).May(IPAddress.Parse(address)).ShouldBe(may);

    public void Dispose() => kind.Dispose();

    private async Task<string> WordsAsync(string url, params string[] networks) =>
        (await kind.Connect(TargetId.New(), Settings(url, networks), SignedHttpKind.CreateSecret()).CheckAsync(CancellationToken.None))[0].Words;

    private static string Settings(string url, params string[] networks) => JsonSerializer.Serialize(new { url, networks });
}
