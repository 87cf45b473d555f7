using System.Globalization;
using System.Net;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Intake;

/// <summary>What stands before the API: tokens, limits, and what is said about it.</summary>
public sealed class DoorTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("GET", "/api/v1/requests")]
    [InlineData("POST", "/api/v1/requests")]
    [InlineData("GET", "/api/v1/nothing")]
    [InlineData("DELETE", "/api/v1/requests")]
    [InlineData("GET", "/API/V1/requests")]
    public async Task Call_WithoutToken_Answers401AndNoSignIn(string method, string path)
    {
        using var nobody = ApiClient.Nobody(host);

        var answer = await nobody.SendAsync(new HttpMethod(method), path, method == "POST" ? "{}" : null);

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.ContentType.ShouldBe("application/problem+json");
        answer.Headers["WWW-Authenticate"].ShouldStartWith("Bearer");
        answer.Headers.ShouldNotContainKey("Set-Cookie");
    }

    [Fact]
    public async Task Call_WithACookieAlone_Answers401()
    {
        using var mira = await host.SignedInAsync("mira");

        (await mira.Http.GetAsync("/api/v1/requests")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "a cookie would let other sites call it");
    }

    [Fact]
    public async Task Call_WrongPathMethodOrContent_SaysWhich()
    {
        using var mira = await ApiClient.OfPersonAsync(host, "mira");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("duration", "1h")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/requests") { Content = form };

        (await mira.GetAsync("/api/v1/nothing")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await mira.GetAsync("/api/v1/requests/not-an-id")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await mira.SendAsync(HttpMethod.Delete, "requests", null)).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await mira.SendAsync(request)).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Call_ByADisabledPerson_IsRefusedAtOnce()
    {
        using var lea = await ApiClient.OfPersonAsync(host, "lea");
        using var tove = await ApiClient.OfPersonAsync(host, "tove");
        (await lea.GetAsync("requests")).Status.ShouldBe(HttpStatusCode.OK);
        (await tove.GetAsync("requests")).Status.ShouldBe(HttpStatusCode.OK);

        await host.World.DisableAsync("tove", "lea");

        (await lea.GetAsync("requests")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Limit_MoreThanAllowed_Answers429WithRetryAfterAndSparesOthers()
    {
        await using var strict = host.WithWebHostBuilder(web => web.UseSetting("Api:CallsPerMinute", "3"));
        var options = new WebApplicationFactoryClientOptions { BaseAddress = new Uri("http://localhost") };
        using var jon = ApiClient.With(strict.CreateClient(options), await Tokens.OfPersonAsync(host, "jon"));
        using var bo = ApiClient.With(strict.CreateClient(options), await Tokens.OfPersonAsync(host, "bo"));

        var first = await jon.GetAsync("requests");
        await jon.GetAsync("requests");
        await jon.GetAsync("requests");
        var fourth = await jon.GetAsync("requests");

        first.Headers["RateLimit-Policy"].ShouldBe("\"calls\";q=3;w=60");
        first.Headers["RateLimit"].ShouldBe("\"calls\";r=2");
        fourth.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        fourth.Problem.ShouldBe("too-many-calls");
        int.Parse(fourth.Headers["Retry-After"], CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
        (await bo.GetAsync("requests")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Document_IsOpenApi31AndNamesEveryEndpoint()
    {
        using var nobody = ApiClient.Nobody(host);

        var document = await nobody.GetAsync("/openapi/v1.json");

        document.Json.Text("openapi").ShouldStartWith("3.1");
        var calls = document.Json.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name["/api/v1/".Length..]}"));
        calls.ShouldBe(
            [
                "GET entitlements", "POST requests:preview", "POST requests", "GET requests", "GET requests/{id}", "POST requests/{id}:withdraw", "POST requests/{id}:confirm",
                "POST requests/{id}/decisions", "GET grants", "GET grants/{id}", "POST grants/{id}:give-back", "POST grants/{id}:revoke",
                "POST grants/{id}:extend", "POST grants/{id}:reveal", "POST grants/{id}:rotate", "GET audit",
            ],
            ignoreOrder: true);
        document.Text.ShouldNotContain("JitPortal.");
    }

    [Fact]
    public async Task Page_ForPeople_LoadsOnlyFromHere()
    {
        using var nobody = ApiClient.Nobody(host);

        var page = await nobody.GetAsync("/api-docs");
        var script = await nobody.GetAsync("/api-docs/files/scalar.js");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldNotContain("https://");
        page.Text.ShouldContain($"nonce=\"{page.Headers["Content-Security-Policy"].Split("'nonce-")[1].Split('\'')[0]}\"");
        script.Status.ShouldBe(HttpStatusCode.OK);
        script.Text.Length.ShouldBeGreaterThan(100_000);
    }
}
