using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using JitPortal.TestKit.Servers;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Targets;

/// <summary>The forms that carry a connector's secret: only from our own pages, only by administrators, and never answered with what was typed.</summary>
public sealed class TargetEndpointTests(PortalHost host)
{
    private const string Secret = "typed-once-only";

    [Theory]
    [InlineData("/admin/targets/try")]
    [InlineData("/admin/targets/connect")]
    public async Task Post_WithoutOurToken_IsRefused(string path)
    {
        using var tove = await host.SignedInAsync("tove");

        (await PostAsync(tove, path, token: null)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/admin/targets/try")]
    [InlineData("/admin/targets/connect")]
    public async Task Post_ByAnEmployee_DoesNothing(string path)
    {
        using var jon = await host.SignedInAsync("jon");

        (await PostAsync(jon, path, await jon.AntiforgeryTokenAsync())).StatusCode.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Connect_TargetNotReached_SaysSoAndNeitherKeepsNorRepeatsTheSecret()
    {
        using var tove = await host.SignedInAsync("tove");

        var answer = await PostAsync(tove, "/admin/targets/connect", await tove.AntiforgeryTokenAsync());
        var body = await answer.Content.ReadAsStringAsync();
        var trial = await answer.Content.ReadFromJsonAsync<JsonElement>();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        trial.TryGetProperty("saved", out _).ShouldBeFalse(trial.ToString());
        trial.GetProperty("findings").EnumerateArray().Single().GetProperty("level").GetString().ShouldBe("Problem");
        body.ShouldNotContain(Secret);
        (await tove.Http.GetStringAsync("/admin/targets")).ShouldNotContain("by form");
    }

    [Fact]
    public async Task Connect_FieldsMissing_NamesEach()
    {
        using var tove = await host.SignedInAsync("tove");

        var answer = await PostAsync(tove, "/admin/targets/connect", await tove.AntiforgeryTokenAsync(), withAddress: false);
        var trial = await answer.Content.ReadFromJsonAsync<JsonElement>();

        trial.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()).ShouldBe(["host", "database"], ignoreOrder: true);
    }

    private static async Task<HttpResponseMessage> PostAsync(Browser browser, string path, string? token, bool withAddress = true)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kind"] = "postgresql",
            ["name"] = "by form",
            ["secret"] = Secret,
            ["settings.user"] = "jit_portal",
        };
        if (withAddress)
        {
            fields["settings.host"] = "127.0.0.1";
            fields["settings.port"] = FreePort.Next().ToString(System.Globalization.CultureInfo.InvariantCulture);
            fields["settings.database"] = "app";
        }
        if (token is not null)
            fields["__RequestVerificationToken"] = token;
        using var form = new FormUrlEncodedContent(fields);
        return await browser.Http.PostAsync(path, form);
    }
}
