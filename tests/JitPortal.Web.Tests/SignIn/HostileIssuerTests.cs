using System.Net;
using System.Security.Cryptography;
using System.Text;
using JitPortal.Domain.Audit;
using JitPortal.TestKit.Issuers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>
/// Everything an issuer, or somebody who plays one, can put into the code flow: each is refused, leaves a trace without what it said,
/// and gives no cookie. The first test shows that the same flow without the fault signs in.
/// </summary>
public sealed class HostileIssuerTests(HostileHost host) : IClassFixture<HostileHost>
{
    private const string Subject = "nora-4711";
    private static readonly IssuerKey Stranger = new("k1");   // another key under the id that the issuer publishes

    /// <summary>What the token endpoint answers, made from claims that would be accepted.</summary>
    private static readonly Dictionary<string, Func<HostileIssuer, Dictionary<string, object?>, object>> Cases = new(StringComparer.Ordinal)
    {
        ["iss of another issuer"] = Changed("iss", "https://sso.evil.test"),
        ["iss with a slash more"] = (issuer, claims) => Signed(issuer, With(claims, "iss", issuer.Url + "/")),
        ["iss missing"] = Changed("iss", null),
        ["aud of another client"] = Changed("aud", "another-client"),
        ["aud missing"] = Changed("aud", null),
        ["aud of several, not us"] = Changed("aud", new[] { "one", "two" }),
        ["aud of several, azp missing"] = Changed("aud", new[] { "jitportal", "two" }),
        ["azp of another client"] = (issuer, claims) => Signed(issuer, With(With(claims, "aud", new[] { "jitportal", "two" }), "azp", "two")),
        ["alg none"] = Unsigned("none"),
        ["alg None"] = Unsigned("None"),
        ["alg missing"] = Unsigned(null),
        ["HS256 with the public key"] = Symmetric(issuer => issuer.Keys[0].PublicPem),
        ["HS256 with the client's secret"] = Symmetric(_ => HostileHost.Secret),
        ["wrong key under the known kid"] = (_, claims) => HostileIssuer.Tokens(Stranger.Sign(claims), Subject),
        ["unknown kid"] = (_, claims) => HostileIssuer.Tokens(new IssuerKey("k9").Sign(claims), Subject),
        ["wrong key without kid"] = (_, claims) => HostileIssuer.Tokens(Stranger.Sign(claims, Header("kid", null)), Subject),
        ["key in the header"] = (_, claims) => HostileIssuer.Tokens(Stranger.Sign(claims, Header("jwk", Stranger.Public())), Subject),
        ["address of keys in the header"] = (issuer, claims) => HostileIssuer.Tokens(Stranger.Sign(claims, Header("jku", issuer.Url + "/jwks")), Subject),
        ["signature of another token"] = (issuer, claims) => HostileIssuer.Tokens(Spliced(issuer.Keys[0].Sign(With(claims, "sub", "admin")), issuer.Keys[0].Sign(claims)), Subject),
        ["signature missing"] = (issuer, claims) => HostileIssuer.Tokens(issuer.Keys[0].Sign(claims).Split('.') is [var head, var body, _] ? $"{head}.{body}." : "", Subject),
        ["exp past"] = Changed("exp", HostileIssuer.Now - 3600),
        ["exp missing"] = Changed("exp", null),
        ["exp is a word"] = Changed("exp", "tomorrow"),
        ["nbf in the future"] = Changed("nbf", HostileIssuer.Now + 3600),
        ["iat missing"] = Changed("iat", null),
        ["iat in the future"] = Changed("iat", HostileIssuer.Now + 3600),
        ["nonce missing"] = Changed("nonce", null),
        ["nonce of nobody"] = Changed("nonce", "638000000000000000.bm9uY2U="),
        ["sub missing"] = Changed("sub", null),
        ["sub of 10,000 characters"] = (issuer, claims) => HostileIssuer.Tokens(issuer.Keys[0].Sign(With(claims, "sub", new string('x', 10_000))), new string('x', 10_000)),
        ["user info of somebody else"] = (issuer, claims) => HostileIssuer.Tokens(issuer.Keys[0].Sign(claims), "admin"),
        ["at_hash of another access token"] = Changed("at_hash", "c29tZXRoaW5nIGVsc2U"),
        ["huge claims"] = Changed("name", new string('n', 3_000_000)),
        ["no id_token"] = (_, _) => new { access_token = Subject, token_type = "Bearer" },
        ["id_token is no token"] = (_, _) => HostileIssuer.Tokens("not.a.token", Subject),
        ["id_token is encrypted, it says"] = (issuer, claims) => HostileIssuer.Tokens(issuer.Keys[0].Sign(claims) + ".AA.AA", Subject),
        ["a page instead of tokens"] = (_, _) => Results.Content("<html>Welcome</html>", "text/html"),
        ["an error instead of tokens"] = (_, _) => Results.StatusCode(StatusCodes.Status500InternalServerError),
    };

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    [Fact]
    public async Task SignIn_WithoutAFault_IsLetIn()
    {
        using var browser = host.Browser();
        var begun = await CodeAnswer.BeginAsync(browser);

        var answer = await begun.ReturnAsync(host.Issuer, Signed(host.Issuer, host.Issuer.Claims(Subject, begun.Nonce)));

        answer.Headers.Location!.ToString().ShouldEndWith("/access");
        (await browser.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task SignIn_WithAFault_IsRefusedWithATraceAndWithoutACookie(string name)
    {
        using var browser = host.Browser();
        var begun = await CodeAnswer.BeginAsync(browser);
        var before = await host.SessionsAsync();

        var answer = await begun.ReturnAsync(host.Issuer, Cases[name](host.Issuer, host.Issuer.Claims(Subject, begun.Nonce)));

        await RefusedAsync(browser, answer);
        (await host.SessionsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task SignIn_NonceOfAnotherBrowser_IsRefused()
    {
        using var browser = host.Browser();
        using var other = host.Browser();
        var begun = await CodeAnswer.BeginAsync(browser);
        var theirs = await CodeAnswer.BeginAsync(other);

        await RefusedAsync(browser, await begun.ReturnAsync(host.Issuer, Signed(host.Issuer, host.Issuer.Claims(Subject, theirs.Nonce))));
    }

    [Theory]
    [InlineData("code=c1")]
    [InlineData("code=c1&state=")]
    [InlineData("code=c1&state=made-up")]
    [InlineData("error=access_denied&error_description=nora-4711")]
    public async Task SignIn_WithoutAStateOfOurs_IsRefused(string query)
    {
        using var browser = host.Browser();
        await CodeAnswer.BeginAsync(browser);

        await RefusedAsync(browser, await browser.GetAsync($"/signin-oidc?{query}"));
    }

    [Fact]
    public async Task SignIn_StateOfAnotherBrowser_IsRefused()
    {
        using var victim = host.Browser();
        using var attacker = host.Browser();
        var theirs = await CodeAnswer.BeginAsync(attacker);
        host.Issuer.Answer("planted", _ => Signed(host.Issuer, host.Issuer.Claims(Subject, theirs.Nonce)));

        await RefusedAsync(victim, await victim.GetAsync($"/signin-oidc?code=planted&state={Uri.EscapeDataString(theirs.State)}"));
    }

    [Fact]
    public async Task SignIn_AnswerPlayedAgain_IsRefused()
    {
        using var browser = host.Browser();
        var begun = await CodeAnswer.BeginAsync(browser);
        var tokens = Signed(host.Issuer, host.Issuer.Claims(Subject, begun.Nonce));
        host.Issuer.Answer("twice", _ => tokens);
        var query = $"code=twice&state={Uri.EscapeDataString(begun.State)}";
        (await begun.ReturnAsync(query)).Headers.Location!.ToString().ShouldEndWith("/access");
        var sessions = await host.SessionsAsync();
        host.Issuer.Answer("twice", _ => tokens);   // an issuer that takes a code twice

        (await begun.ReturnAsync(query)).Headers.Location!.ToString().ShouldContain("/sign-in-failed");

        (await host.SessionsAsync()).ShouldBe(sessions);
    }

    [Fact]
    public async Task SignIn_AnswerOfAnotherIssuer_IsRefused()
    {
        using var browser = host.Browser();
        var begun = await CodeAnswer.BeginAsync(browser);
        host.Issuer.Answer("mixed-up", _ => Signed(host.Issuer, host.Issuer.Claims(Subject, begun.Nonce)));

        var answer = await begun.ReturnAsync($"code=mixed-up&state={Uri.EscapeDataString(begun.State)}&iss={Uri.EscapeDataString("https://sso.evil.test")}");

        await RefusedAsync(browser, answer);
    }

    [Fact]
    public async Task SignIn_CodeChallenge_IsTheHashOfWhatTheTokenEndpointGets()
    {
        using var browser = host.Browser();
        var begun = await CodeAnswer.BeginAsync(browser);

        await begun.ReturnAsync(host.Issuer, Signed(host.Issuer, host.Issuer.Claims(Subject, begun.Nonce)));

        begun.Asked("code_challenge_method").ShouldBe("S256");
        var verifier = host.Issuer.LastTokenCall!["code_verifier"];
        verifier.Length.ShouldBeGreaterThanOrEqualTo(43);
        begun.Asked("code_challenge").ShouldBe(WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
    }

    private async Task RefusedAsync(HttpClient browser, HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldStartWith("/sign-in-failed?because=");
        SessionCookies(answer).ShouldBeEmpty();
        (await browser.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var (type, text) = (await host.AuditAsync())[^1];
        type.ShouldBe(AuditTypes.PersonRefused);
        text.ShouldNotContain(Subject);
        text.ShouldNotContain("evil");
        text.ShouldNotContain("Nilsen");
    }

    private static IEnumerable<string> SessionCookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies)
        ? cookies.Where(cookie => cookie.StartsWith("jitportal=", StringComparison.Ordinal) && !cookie.StartsWith("jitportal=;", StringComparison.Ordinal))
        : [];

    private static object Signed(HostileIssuer issuer, Dictionary<string, object?> claims) =>
        HostileIssuer.Tokens(issuer.Keys[0].Sign(claims), claims["sub"]?.ToString() ?? Subject);

    private static Func<HostileIssuer, Dictionary<string, object?>, object> Changed(string claim, object? value) =>
        (issuer, claims) => Signed(issuer, With(claims, claim, value));

    private static Func<HostileIssuer, Dictionary<string, object?>, object> Unsigned(string? algorithm) =>
        (issuer, claims) => HostileIssuer.Tokens(issuer.Keys[0].Token(claims, Header("alg", algorithm), _ => []), Subject);

    private static Func<HostileIssuer, Dictionary<string, object?>, object> Symmetric(Func<HostileIssuer, string> secret) => (issuer, claims) => HostileIssuer.Tokens(
        issuer.Keys[0].Token(claims, Header("alg", "HS256"), text => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret(issuer)), text)), Subject);

    private static Dictionary<string, object?> With(Dictionary<string, object?> claims, string claim, object? value) =>
        new(claims, StringComparer.Ordinal) { [claim] = value };

    private static Dictionary<string, object?> Header(string field, object? value) => new(StringComparer.Ordinal) { [field] = value };

    private static string Spliced(string token, string other) => token[..token.LastIndexOf('.')] + other[other.LastIndexOf('.')..];
}
