using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using JitPortal.Domain.Audit;
using JitPortal.TestKit.Issuers;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>Logout tokens of every wrong kind end nothing; the right one ends the session, once (OpenID Connect Back-Channel Logout 1.0).</summary>
public sealed class LogoutTokenTests(HostileHost host) : IClassFixture<HostileHost>
{
    private const string Path = "/sign-out/back-channel";
    private const string Subject = "ola-0815";
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private static readonly IssuerKey Stranger = new("k1");

    private static readonly Dictionary<string, Func<HostileIssuer, Dictionary<string, object?>, string>> Cases = new(StringComparer.Ordinal)
    {
        ["iss of another issuer"] = Changed("iss", "https://sso.evil.test"),
        ["iss missing"] = Changed("iss", null),
        ["aud of another client"] = Changed("aud", "another-client"),
        ["aud missing"] = Changed("aud", null),
        ["alg none"] = (issuer, claims) => issuer.Keys[0].Token(claims, Header("alg", "none"), _ => []),
        ["HS256 with the public key"] = (issuer, claims) => issuer.Keys[0].Token(claims, Header("alg", "HS256"), text => HMACSHA256.HashData(Encoding.UTF8.GetBytes(issuer.Keys[0].PublicPem), text)),
        ["wrong key under the known kid"] = (_, claims) => Stranger.Sign(claims),
        ["unknown kid"] = (_, claims) => new IssuerKey("k9").Sign(claims),
        ["iat too old"] = Changed("iat", HostileIssuer.Now - 600),
        ["iat in the future"] = Changed("iat", HostileIssuer.Now + 600),
        ["iat missing"] = Changed("iat", null),
        ["iat negative"] = Changed("iat", -1),
        ["exp past"] = Changed("exp", HostileIssuer.Now - 600),
        ["nbf in the future"] = Changed("nbf", HostileIssuer.Now + 600),
        ["jti missing"] = Changed("jti", null),
        ["events missing"] = Changed("events", null),
        ["events of another kind"] = Changed("events", new Dictionary<string, object> { ["http://schemas.openid.net/event/other"] = new { } }),
        ["events as text"] = Changed("events", Event),
        ["events without an object"] = Changed("events", new Dictionary<string, object> { [Event] = true }),
        ["nonce present"] = Changed("nonce", "abc"),
        ["neither sub nor sid"] = Changed("sub", null),
        ["access token"] = (issuer, claims) => issuer.Keys[0].Sign(claims, Header("typ", "at+jwt")),
        ["ID token"] = (issuer, _) => issuer.Keys[0].Sign(issuer.Claims(Subject, "abc")),
        ["no token"] = (_, _) => "not a token",
        ["nothing"] = (_, _) => "",
        ["too long"] = Changed("padding", new string('x', 17_000)),
    };

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task Logout_WithAWrongToken_EndsNothingAndLeavesATrace(string name)
    {
        using var browser = await SignedInAsync();

        var answer = await PostAsync(Cases[name](host.Issuer, Claims()));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await browser.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var (type, text) = (await host.AuditAsync())[^1];
        type.ShouldBe(AuditTypes.PersonRefused);
        text.ShouldNotContain(Subject);
        text.ShouldNotContain("evil");
    }

    [Fact]
    public async Task Logout_WithTheRightToken_EndsTheSessionAndIsRefusedTheSecondTime()
    {
        using var browser = await SignedInAsync();
        var token = host.Issuer.Keys[0].Sign(Claims(), Header("typ", "logout+jwt"));

        (await PostAsync(token)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await browser.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var again = await SignedInAsync();
        (await PostAsync(token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await again.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Logout_WithoutAForm_IsRefused()
    {
        using var caller = host.Browser();
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");

        (await caller.PostAsync(Path, json)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("multipart/form-data", "without a boundary")]
    [InlineData("multipart/form-data; boundary=x", "no part of it")]
    public async Task Logout_FormThatCannotBeRead_IsRefused(string type, string body)
    {
        using var caller = host.Browser();
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        (await caller.PostAsync(Path, content)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Logout_FormOfTooManyFields_IsRefused()
    {
        using var caller = host.Browser();
        using var content = new StringContent(string.Join('&', Enumerable.Range(0, 2_000).Select(i => $"f{i}=")), Encoding.UTF8, "application/x-www-form-urlencoded");

        (await caller.PostAsync(Path, content)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<HttpClient> SignedInAsync()
    {
        var browser = host.Browser();
        var begun = await CodeAnswer.BeginAsync(browser);
        await begun.ReturnAsync(host.Issuer, HostileIssuer.Tokens(host.Issuer.Keys[0].Sign(host.Issuer.Claims(Subject, begun.Nonce)), Subject));
        return browser;
    }

    private async Task<HttpResponseMessage> PostAsync(string token)
    {
        using var issuer = host.Browser();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("logout_token", token)]);
        return await issuer.PostAsync(Path, form);
    }

    private Dictionary<string, object?> Claims() => new(StringComparer.Ordinal)
    {
        ["iss"] = host.Issuer.Url,
        ["aud"] = HostileIssuer.ClientId,
        ["sub"] = Subject,
        ["iat"] = HostileIssuer.Now,
        ["jti"] = Guid.NewGuid().ToString("N"),
        ["events"] = new Dictionary<string, object>(StringComparer.Ordinal) { [Event] = new { } },
    };

    private static Func<HostileIssuer, Dictionary<string, object?>, string> Changed(string claim, object? value) =>
        (issuer, claims) => issuer.Keys[0].Sign(new Dictionary<string, object?>(claims, StringComparer.Ordinal) { [claim] = value });

    private static Dictionary<string, object?> Header(string field, object? value) => new(StringComparer.Ordinal) { [field] = value };
}
