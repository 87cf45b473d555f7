using System.Net;
using System.Net.Http.Headers;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>Machines get a bare 401 and never a redirect to a sign-in page.</summary>
public sealed class BearerTests(PortalHost host)
{
    private const string Negotiate = "/hubs/live/negotiate?negotiateVersion=1";

    [Fact]
    public async Task Hub_WithoutToken_Answers401()
    {
        using var browser = host.Browser();

        var answer = await browser.Http.PostAsync(Negotiate, content: null);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.Location.ShouldBeNull();
    }

    [Theory]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("/access/00000000-0000-0000-0000-000000000001/reveal")]
    public async Task Script_WithoutSession_Answers401(string path)
    {
        using var browser = host.Browser();

        (await browser.Http.PostAsync(path, content: null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Hub_TokenOfARegisteredWorkload_IsLetIn()
    {
        using var browser = host.Browser();
        browser.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Browser.WorkloadTokenAsync(host));

        (await browser.Http.PostAsync(Negotiate, content: null)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Hub_ForgedToken_Answers401()
    {
        using var browser = host.Browser();
        var token = await Browser.WorkloadTokenAsync(host);
        var forged = token[..^6] + (token.EndsWith("AAAAAA", StringComparison.Ordinal) ? "BBBBBB" : "AAAAAA");
        browser.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", forged);

        (await browser.Http.PostAsync(Negotiate, content: null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Page_TokenOfAWorkload_IsNotASession()
    {
        using var browser = host.Browser();
        browser.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Browser.WorkloadTokenAsync(host));

        (await browser.Http.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }
}
