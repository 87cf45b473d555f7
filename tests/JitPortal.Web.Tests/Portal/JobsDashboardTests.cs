using System.Net;
using Hangfire;
using JitPortal.Web.Jobs;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Portal;

/// <summary>Hangfire's own pages: not there unless asked for; then for administrators, and to look at only.</summary>
public sealed class JobsDashboardTests(PortalHost host)
{
    /// <summary>What the dashboard would let somebody do: run again, delete, now.</summary>
    private static readonly string[] Orders =
    [
        "/jobs/enqueued/delete", "/jobs/failed/requeue", "/jobs/failed/delete", "/jobs/scheduled/enqueue", "/jobs/scheduled/delete", "/jobs/succeeded/requeue",
        "/jobs/deleted/requeue", "/jobs/actions/requeue/1", "/jobs/actions/delete/1", "/recurring/remove", "/recurring/trigger",
    ];

    [Fact]
    public async Task Dashboard_Unset_IsNotThereForAnybody()
    {
        using var tove = await host.SignedInAsync("tove");

        (await tove.Http.GetAsync(JobsSetup.DashboardPath)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Dashboard_Set_ShowsItselfToAdministratorsAlone()
    {
        await using var portal = WithDashboard();
        using var tove = await SignedInAsync(portal, "tove");
        using var lea = await SignedInAsync(portal, "lea");
        using var mira = await SignedInAsync(portal, "mira");
        using var nobody = Client(portal, cookie: null);

        var page = await tove.GetAsync(JobsSetup.DashboardPath);

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = await page.Content.ReadAsStringAsync();
        html.ShouldContain("JitPortal's jobs".Replace("'", "&#39;", StringComparison.Ordinal));
        html.ShouldNotContain(WebUtility.HtmlEncode(portal.Services.GetRequiredService<JobStorage>().ToString()!), Case.Sensitive, "nor where the jobs are kept");
        (await lea.GetAsync(JobsSetup.DashboardPath)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, "an auditor looks elsewhere");
        (await mira.GetAsync(JobsSetup.DashboardPath)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await nobody.GetAsync(JobsSetup.DashboardPath)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        foreach (var client in new[] { lea, mira })
            (await client.GetAsync($"{JobsSetup.DashboardPath}/jobs/enqueued")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Dashboard_AnyOrder_IsRefusedEvenToAnAdministrator()
    {
        await using var portal = WithDashboard();
        using var tove = await SignedInAsync(portal, "tove");
        var token = await AntiforgeryAsync(tove);

        foreach (var order in Orders)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, JobsSetup.DashboardPath + order)
            {
                Content = new FormUrlEncodedContent([KeyValuePair.Create("jobs[]", "1"), KeyValuePair.Create("__RequestVerificationToken", token)]),
            };
            request.Headers.Add("RequestVerificationToken", token);
            ((int)(await tove.SendAsync(request)).StatusCode).ShouldBe(401, order);
        }
        (await (await tove.GetAsync($"{JobsSetup.DashboardPath}/jobs/failed")).Content.ReadAsStringAsync()).ShouldNotContain("js-jobs-list-command", Case.Sensitive, "nothing there to press");
    }

    private WebApplicationFactory<Web.Shell.App> WithDashboard() => host.WithWebHostBuilder(web => web.UseSetting(JobsSetup.DashboardKey, "true"));

    /// <summary>Sessions are rows, so one of another node of the same portal holds here too.</summary>
    private async Task<HttpClient> SignedInAsync(WebApplicationFactory<Web.Shell.App> portal, string person)
    {
        using var browser = await host.SignedInAsync(person);
        return Client(portal, browser.Cookie("jitportal"));
    }

    private static HttpClient Client(WebApplicationFactory<Web.Shell.App> portal, string? cookie)
    {
        var client = portal.CreateClient(new() { BaseAddress = new Uri("http://localhost"), AllowAutoRedirect = false, HandleCookies = true });
        if (cookie is not null)
            client.DefaultRequestHeaders.Add("Cookie", $"jitportal={cookie}");
        return client;
    }

    /// <summary>With a right token what is refused is the order, not the form.</summary>
    private static async Task<string> AntiforgeryAsync(HttpClient client)
    {
        var html = await client.GetStringAsync("/");
        var field = html[html.IndexOf("name=\"__RequestVerificationToken\"", StringComparison.Ordinal)..];
        return WebUtility.HtmlDecode(field.Split("value=\"")[1].Split('"')[0]);
    }
}
