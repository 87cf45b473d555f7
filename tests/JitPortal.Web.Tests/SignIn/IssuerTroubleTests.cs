using System.Net;
using JitPortal.Domain.Audit;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>An issuer that cannot be asked: people are told so in words, machines as always, and the log knows. Nobody gets an error page.</summary>
public sealed class IssuerTroubleTests
{
    [Fact]
    public async Task Page_IssuerFailsThenAnswersNonsenseThenRecovers_SaysSoAndThenSignsIn()
    {
        await using var host = new HostileHost();
        await host.InitializeAsync();
        RequestDelegate[] broken =
        [
            context => Answer(context, StatusCodes.Status500InternalServerError, "down for nora-4711"),
            context => Answer(context, StatusCodes.Status404NotFound, ""),
            context => Answer(context, StatusCodes.Status200OK, "<html>Maintenance</html>"),
            context => Answer(context, StatusCodes.Status200OK, """{"issuer": """),
            context => Answer(context, StatusCodes.Status200OK, "[]"),
        ];
        using var browser = host.Browser();

        foreach (var discovery in broken)
        {
            host.Issuer.Discovery = discovery;
            await ToldAsync(await browser.GetAsync("/access"));
        }
        using var script = await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", content: null);
        script.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await RecordedOnceAsync(host);

        host.Issuer.Discovery = null;
        (await browser.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Page_IssuerIsGone_SaysSo()
    {
        await using var host = new HostileHost();
        await host.InitializeAsync();
        await host.Issuer.DisposeAsync();
        using var browser = host.Browser();

        await ToldAsync(await browser.GetAsync("/sign-in?returnUrl=/access"));
        await RecordedOnceAsync(host);
    }

    [Fact]
    public async Task Page_DiscoveryNamesNoAddresses_SaysSo()
    {
        await using var host = new HostileHost();
        await host.InitializeAsync();
        host.Issuer.Discovery = context => context.Response.WriteAsJsonAsync(new { issuer = host.Issuer.Url });
        using var browser = host.Browser();

        await ToldAsync(await browser.GetAsync("/access"));
        await RecordedOnceAsync(host);
    }

    private static Task Answer(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }

    private static async Task ToldAsync(HttpResponseMessage answer)
    {
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, html);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        HostileHost.Cookies(answer).ShouldBeEmpty();
        html.ShouldContain("The sign-in service cannot be reached");
        html.ShouldContain("Try again in a minute");
        html.Split("data-testid=\"error-id\">")[1].Split('<')[0].Length.ShouldBeGreaterThan(10);
        html.ShouldNotContain("Exception");
        html.ShouldNotContain("nora-4711");
        html.ShouldNotMatch("IDX[0-9]{5}");   // the number of a fault of the framework
    }

    /// <summary>However many came: an outage must not fill the log.</summary>
    private static async Task RecordedOnceAsync(HostileHost host)
    {
        var text = (await host.AuditAsync()).Where(a => a.Type == AuditTypes.PersonRefused).ShouldHaveSingleItem().Text;
        text.ShouldContain("OutOfReach");
        text.ShouldNotContain("nora-4711");
    }
}
