using System.Net;
using System.Net.Http.Headers;
using JitPortal.Domain.Audit;
using JitPortal.TestKit.Issuers;
using JitPortal.Web.Tests.Live;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>Bearer tokens that the API refuses leave a trace: of each kind one a minute, without what they contained.</summary>
public sealed class HostileBearerTests
{
    private const string Subject = "nora-4711";
    private static readonly IssuerKey Stranger = new("k1");   // another key under the id that the issuer publishes

    private static readonly Dictionary<string, object?> AccessToken = new(StringComparer.Ordinal) { ["typ"] = "at+jwt" };

    [Fact]
    public async Task Call_TokensOfEveryWrongKind_AreRefusedAndRecordedOncePerKind()
    {
        await using var host = new HostileHost();
        await host.InitializeAsync();
        var key = host.Issuer.Keys[0];
        var wrong = new (string Kind, string Token)[]
        {
            ("SecurityTokenExpiredException", key.Sign(Claims(host, "exp", HostileIssuer.Now - 3600), AccessToken)),
            ("SecurityTokenInvalidAudienceException", key.Sign(Claims(host, "aud", "another-api"), AccessToken)),
            ("SecurityTokenInvalidIssuerException", key.Sign(Claims(host, "iss", "https://sso.evil.test"), AccessToken)),
            ("SecurityTokenInvalidLifetimeException", key.Sign(Claims(host, "nbf", HostileIssuer.Now + 3600), AccessToken)),
            ("SecurityTokenInvalidSignatureException", Stranger.Sign(Claims(host, "azp", "nobody"), AccessToken)),
            ("SecurityTokenInvalidSignatureException", key.Token(Claims(host, "azp", "nobody"), new Dictionary<string, object?>(AccessToken, StringComparer.Ordinal) { ["alg"] = "none" }, _ => [])),
            ("SecurityTokenInvalidTypeException", key.Sign(Claims(host, "azp", "nobody"))),
            ("ArgumentException", "not.a.token"),
            ("ClientNotRegistered", key.Sign(Claims(host, "azp", "nobody"), AccessToken)),
        };

        for (var round = 0; round < 3; round++)
        {
            foreach (var (kind, token) in wrong)
                await RefusedAsync(host, token, kind);
        }

        var recorded = (await host.AuditAsync()).Where(a => a.Type == AuditTypes.PersonRefused).Select(a => a.Text).ToList();
        recorded.Count.ShouldBe(wrong.Select(w => w.Kind).Distinct(StringComparer.Ordinal).Count());
        foreach (var (kind, _) in wrong)
            recorded.Count(text => text.Contains($"\"{kind}\"", StringComparison.Ordinal)).ShouldBe(1, $"{kind} in {string.Join('\n', recorded)}");
        recorded.ShouldAllBe(text => !text.Contains(Subject, StringComparison.Ordinal) && !text.Contains("evil", StringComparison.Ordinal));
    }

    /// <summary>
    /// A program's own account, as issuers write its tokens: a subject of its own beside the client that is registered as a program of
    /// people, and roles that would make a person an administrator. It must not become one (I-20).
    /// </summary>
    [Theory]
    [InlineData("PersonForbidden", null, "Sign in to it once with a browser")]
    [InlineData("ClientNotRegistered", "app", "nor as a program of people")]
    public async Task Call_AccountOfAProgram_IsNoPerson(string kind, string? identityType, string why)
    {
        await using var host = new HostileHost();
        await host.InitializeAsync();
        var claims = Claims(host, "azp", HostileHost.Program);
        (claims["sub"], claims["roles"]) = ("service-account-of-ci", new[] { "Administrator" });
        if (identityType is not null)
            claims["idtyp"] = identityType;

        var said = await RefusedAsync(host, host.Issuer.Keys[0].Sign(claims, AccessToken), kind);

        said.ShouldContain(why);
        (await host.AuditAsync()).ShouldSatisfyAllConditions(
            log => log.ShouldNotContain(a => a.Type == AuditTypes.PersonSeen),
            log => log.ShouldContain(a => a.Type == AuditTypes.PersonRefused && a.Text.Contains($"\"{kind}\"", StringComparison.Ordinal)));
    }

    /// <summary>On a web socket, which asks for the token once.</summary>
    [Fact]
    public async Task Listen_TokensTimeIsOver_TheHubHangsUp()
    {
        await using var host = new HostileHost();
        await host.InitializeAsync();
        using var browser = host.Browser();
        var begun = await CodeAnswer.BeginAsync(browser);
        await begun.ReturnAsync(host.Issuer, HostileIssuer.Tokens(host.Issuer.Keys[0].Sign(host.Issuer.Claims(Subject, begun.Nonce)), Subject));
        var claims = Claims(host, "azp", HostileHost.Program);
        claims["exp"] = HostileIssuer.Now + 5;

        await using var listener = await HubListener.StartOnSocketAsync(host, host.Issuer.Keys[0].Sign(claims, AccessToken));

        await listener.UntilClosedAsync();
        HostileIssuer.Now.ShouldBeGreaterThanOrEqualTo((long)claims["exp"]!);
    }

    [Fact]
    public async Task Call_WithoutAToken_LeavesNoTrace()
    {
        await using var host = new HostileHost();
        await host.InitializeAsync();
        using var client = host.Browser();

        (await client.GetAsync("/api/v1/requests")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        (await host.AuditAsync()).ShouldNotContain(a => a.Type == AuditTypes.PersonRefused);
    }

    /// <returns>What the answer says of the reason.</returns>
    private static async Task<string> RefusedAsync(HostileHost host, string token, string kind)
    {
        using var client = host.Browser();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        using var answer = await client.GetAsync("/api/v1/requests");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, kind);
        return answer.Headers.WwwAuthenticate.ToString();
    }

    /// <summary>Of an access token for the portal's API, with one claim changed.</summary>
    private static Dictionary<string, object?> Claims(HostileHost host, string claim, object? value) => new(host.Issuer.Claims(Subject, nonce: null), StringComparer.Ordinal)
    {
        ["aud"] = HostileHost.Audience,
        [claim] = value,
    };
}
