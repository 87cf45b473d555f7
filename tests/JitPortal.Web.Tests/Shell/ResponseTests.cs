using System.Net;
using JitPortal.Web.Shell;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Shell;

public sealed class ResponseTests(PortalHost host)
{
    [Fact]
    public async Task Page_Always_CarriesAStrictPolicyWithAFreshNonceThatItsScriptUses()
    {
        using var browser = await host.SignedInAsync("mira");

        var first = await browser.Http.GetAsync("/");
        var second = await browser.Http.GetAsync("/");
        var policy = first.Headers.GetValues("Content-Security-Policy").First(value => value.Contains("script-src", StringComparison.Ordinal));
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];

        policy.ShouldContain("default-src 'self'");
        policy.ShouldContain("object-src 'none'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("form-action 'self' http://issuer.test;");
        policy.Split(';').Single(part => part.Contains("script-src", StringComparison.Ordinal)).ShouldNotContain("unsafe");
        WebUtility.HtmlDecode(await first.Content.ReadAsStringAsync()).ShouldContain($"nonce=\"{nonce}\"");
        second.Headers.GetValues("Content-Security-Policy").ShouldNotContain(policy);
        first.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    /// <summary>What handles a failure clears the answer first.</summary>
    [Fact]
    public async Task Page_ThatFailed_CarriesThePolicyToo()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseExceptionHandler(failed => failed.Run(context => context.Response.WriteAsync("It failed.")));
        app.MapGet("/", string () => throw new InvalidOperationException("On purpose."));
        await app.StartAsync();

        var answer = await app.GetTestClient().GetAsync("/");

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldContain("frame-ancestors 'none'");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Theory]
    [InlineData("/requests?q=%00")]
    [InlineData("/?resource=orders-db%00&role=Read")]
    [InlineData("/api/v1/requests?cursor=%00")]
    public async Task Address_WithANul_IsABadRequestAndNoErrorOfThePortals(string address)
    {
        using var browser = await host.SignedInAsync("mira");

        (await browser.Http.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/css/tokens.css", "--primary")]
    [InlineData("/js/reveal.js", "no-store")]
    [InlineData("/jitportal.styles.css", ".chip")]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css", ".mud-button")]
    public async Task Asset_WithoutSession_IsServed(string path, string content)
    {
        using var browser = host.Browser();

        (await browser.Http.GetStringAsync(path)).ShouldContain(content);
    }

    [Fact]
    public async Task Font_FromTheTopLevelFolder_IsServedWhole()
    {
        using var browser = host.Browser();

        var font = await browser.Http.GetByteArrayAsync("/fonts/inter-variable.woff2");

        System.Text.Encoding.ASCII.GetString(font, 0, 4).ShouldBe("wOF2");
        font.Length.ShouldBeGreaterThan(50_000);
    }

    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    public async Task Health_WithoutSession_Answers(string path)
    {
        using var browser = host.Browser();

        (await browser.Http.GetStringAsync(path)).ShouldBe("Healthy");
    }

    [Fact]
    public async Task Page_Unknown_IsOurOwn404()
    {
        using var browser = await host.SignedInAsync("mira");

        var answer = await browser.Http.GetAsync("/nowhere");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("There is nothing here");
    }

    [Theory]
    [InlineData("dark", "data-theme=\"dark\"")]
    [InlineData("light", "data-theme=\"light\"")]
    [InlineData("\"><script>", "<html lang=\"en\">")]
    public async Task Page_ThemeCookie_IsInTheFirstPaint(string cookie, string expected)
    {
        using var browser = await host.SignedInAsync("mira");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/access");
        request.Headers.Add("Cookie", $"jitportal.theme={Uri.EscapeDataString(cookie)}");

        var page = await (await browser.Http.SendAsync(request)).Content.ReadAsStringAsync();

        page.ShouldContain(expected);
    }

    [Fact]
    public async Task Dashboard_OfTheJobServer_IsNotThere()
    {
        using var browser = await host.SignedInAsync("tove");

        (await browser.Http.GetAsync("/hangfire")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
