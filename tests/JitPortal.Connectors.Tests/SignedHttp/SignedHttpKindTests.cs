using JitPortal.Connectors.SignedHttp;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests.SignedHttp;

public sealed class SignedHttpKindTests : IDisposable
{
    private const string Least = """{"url":"https://orders.example.org/access"}""";

    private readonly SignedHttpKind kind = new(TimeProvider.System);

    [Theory]
    [InlineData("""{"url":"orders.example.org"}""", "url")]
    [InlineData("""{"url":"ftp://orders.example.org"}""", "url")]
    [InlineData("""{"url":"https://me:pw@orders.example.org"}""", "url")]
    [InlineData("""{"url":"http://orders.example.org"}""", "url")]
    [InlineData("""{"url":"https://orders.example.org","networks":["10.0.0.0/33"]}""", "networks")]
    [InlineData("""{"url":"https://orders.example.org","signIn":"javascript:alert(1)"}""", "signIn")]
    [InlineData("""{"url":"https://orders.example.org","endsSessions":"yes"}""", "endsSessions")]
    [InlineData("""{"url":"https://orders.example.org","redirects":true}""", "redirects")]
    [InlineData("""{"url":"http://10.0.0.5:8080/access","networks":["10.0.0.0/8"],"signIn":"https://o.example.org/?l={login}"}""", "")]
    [InlineData(Least, "")]
    public void CheckSettings_EachMistake_IsNamed(string settings, string field) =>
        kind.CheckSettings(settings).Select(e => e.Field).ShouldBe(field.Length == 0 ? [] : [field]);

    [Theory]
    [InlineData("""{"role":"clerk","mode":"ephemeral"}""", "")]
    [InlineData("""{"role":"clerk","mode":"both"}""", "mode")]
    [InlineData("""{"role":"a\nb","mode":"existing"}""", "role")]
    public void CheckRight_EachMistake_IsNamed(string right, string field) =>
        kind.CheckRight(right).Select(e => e.Field).ShouldBe(field.Length == 0 ? [] : [field]);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("whsec_!!!")]
    [InlineData("whsec_c2hvcnQ=")]
    public void Connect_NoUsableSecret_SaysWhatItIsLikeAndNotWhatItWas(string? secret)
    {
        var failure = Should.Throw<TargetException>(() => kind.Connect(TargetId.New(), Least, secret));

        failure.Fault.ShouldBe(Fault.Unauthorized);
        failure.Message.ShouldContain("whsec_");
        if (secret is { Length: > 7 })
            failure.Message.ShouldNotContain(secret);
    }

    [Fact]
    public void Connect_WhatAServiceCannot_IsNotPromised()
    {
        var least = kind.Connect(TargetId.New(), Least, SignedHttpKind.CreateSecret());
        var most = kind.Connect(TargetId.New(), """{"url":"https://orders.example.org","endsSessions":true,"endsItself":true}""", SignedHttpKind.CreateSecret());

        least.Capabilities.HasFlag(Capability.EndsSessions).ShouldBeFalse();
        least.Capabilities.HasFlag(Capability.NativeExpiry).ShouldBeFalse();
        least.Residual.ShouldBe(TimeSpan.MaxValue);
        most.Capabilities.HasFlag(Capability.EndsSessions | Capability.NativeExpiry).ShouldBeTrue();
        most.Residual.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Prepare_LoginForTheGrant_KeepsTheSecretOutOfTheVerifier()
    {
        var made = kind.Prepare("""{"role":"clerk","mode":"ephemeral"}""", null);

        made.Secret!.Length.ShouldBe(32);
        made.Verifier!.Split('$').Length.ShouldBe(3);
        made.Verifier.ShouldNotContain(made.Secret);
        kind.Prepare("""{"role":"clerk","mode":"existing"}""", null).ShouldBe(new PreparedCredential(null, null));
    }

    [Fact]
    public void ConnectionLines_SignInPage_TakesTheLoginInItsPlaceOnly()
    {
        var connector = kind.Connect(TargetId.New(), """{"url":"https://o.example.org","signIn":"https://o.example.org/?login={login}"}""", SignedHttpKind.CreateSecret());
        var now = TimeProvider.System.GetUtcNow();

        var lines = connector.ConnectionLines(new Opening(GrantId.New(), "a&b=c d", "{}", now, now, null, now, 1, null), null);

        lines.ShouldBe(["https://o.example.org/?login=a%26b%3Dc%20d", "a&b=c d"]);
    }

    public void Dispose() => kind.Dispose();
}
