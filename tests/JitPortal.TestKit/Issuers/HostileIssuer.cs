using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using JitPortal.TestKit.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JitPortal.TestKit.Issuers;

/// <summary>
/// An OpenID Connect issuer that does as a test tells it: it signs what it likes, leaves out what it likes, and never asks anybody
/// who they are. Its discovery document and keys are right until a test replaces them.
/// </summary>
public sealed class HostileIssuer : IAsyncDisposable
{
    public const string ClientId = "jitportal";
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Func<IFormCollection, object>> answers = new(StringComparer.Ordinal);

    private HostileIssuer(WebApplication app, string url) => (this.app, Url) = (app, url);

    public string Url { get; }

    /// <summary>The keys that <c>/jwks</c> publishes, the first of which signs.</summary>
    public IReadOnlyList<IssuerKey> Keys { get; set; } = [new("k1")];

    /// <summary>Answers instead of the discovery document.</summary>
    public RequestDelegate? Discovery { get; set; }

    /// <summary>What was sent to the token endpoint last.</summary>
    public IReadOnlyDictionary<string, string>? LastTokenCall { get; private set; }

    /// <param name="certificate">Speaks TLS with it; <see langword="null"/> for none.</param>
    public static async Task<HostileIssuer> StartAsync(X509Certificate2? certificate = null)
    {
        var port = FreePort.Next();
        var url = $"{(certificate is null ? "http" : "https")}://127.0.0.1:{port}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        var server = builder.Build();
        var issuer = new HostileIssuer(server, url);
        server.MapGet("/.well-known/openid-configuration", (RequestDelegate)issuer.DiscoverAsync);
        server.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", (RequestDelegate)issuer.DiscoverAsync);
        server.MapGet("/jwks", () => Results.Json(new { keys = issuer.Keys.Select(key => key.Public()) }));
        server.MapPost("/token", issuer.AnswerAsync);
        server.MapGet("/userinfo", (HttpRequest request) => Results.Json(new { sub = request.Headers.Authorization.ToString()["Bearer ".Length..] }));
        await server.StartAsync();
        return issuer;
    }

    /// <summary>What the token endpoint answers to a code: an object that becomes JSON, or an <see cref="IResult"/>.</summary>
    public void Answer(string code, Func<IFormCollection, object> answer) => answers[code] = answer;

    /// <summary>The claims of an ID token that the portal would accept; a test changes some. A claim that is <see langword="null"/> is left out.</summary>
    public Dictionary<string, object?> Claims(string subject, string? nonce) => new(StringComparer.Ordinal)
    {
        ["iss"] = Url,
        ["aud"] = ClientId,
        ["sub"] = subject,
        ["iat"] = Now,
        ["exp"] = Now + 300,
        ["nonce"] = nonce,
        ["name"] = "Nora Nilsen",
    };

    public static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>A token answer around an ID token; the access token only names the subject for <c>/userinfo</c>.</summary>
    public static object Tokens(string idToken, string subject) => new { access_token = subject, token_type = "Bearer", id_token = idToken, expires_in = 300 };

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task DiscoverAsync(HttpContext context) => Discovery?.Invoke(context) ?? context.Response.WriteAsJsonAsync(new Dictionary<string, object>
    {
        ["issuer"] = IssuerOf(context.Request.RouteValues["tenant"]?.ToString()),
        ["authorization_endpoint"] = $"{Url}/authorize",
        ["token_endpoint"] = $"{Url}/token",
        ["userinfo_endpoint"] = $"{Url}/userinfo",
        ["jwks_uri"] = $"{Url}/jwks",
        ["response_types_supported"] = new[] { "code" },
        ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
    });

    /// <summary>As Entra names itself: each tenant is an issuer, and what is common to all of them leaves a hole for it.</summary>
    public string IssuerOf(string? tenant) => tenant switch
    {
        null => Url,
        "common" or "organizations" => $"{Url}/{{tenantid}}/v2.0",
        _ => $"{Url}/{tenant}/v2.0",
    };

    private async Task AnswerAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        LastTokenCall = form.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        var answer = answers.TryRemove(form["code"].ToString(), out var made) ? made(form) : Refused;
        await (answer as IResult ?? Results.Json(answer)).ExecuteAsync(context);
    }

    private static IResult Refused => Results.Json(new { error = "invalid_grant" }, statusCode: (int)HttpStatusCode.BadRequest);
}
