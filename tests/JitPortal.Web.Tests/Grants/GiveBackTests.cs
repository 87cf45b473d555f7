using System.Net;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Grants;

/// <summary>Giving back without a circuit; the seconds of undo are the browser's and told of in the browser's tests.</summary>
public sealed class GiveBackTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task GiveBack_ByItsHolder_EndsItOnceAndASecondTimeSaysSo()
    {
        using var mira = await host.SignedInAsync("mira");
        var grant = await host.World.ActiveGrantAsync(await host.World.AskAsync("mira", host.World.Automatic));
        var token = await mira.AntiforgeryTokenAsync("/access");

        (await GiveBackAsync(mira, grant.Id, token: null)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await GiveBackAsync(mira, grant.Id, token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var again = await GiveBackAsync(mira, grant.Id, token);

        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await again.Content.ReadAsStringAsync()).ShouldContain("already");
    }

    [Fact]
    public async Task GiveBack_OfSomebodyElse_IsNotFoundAndChangesNothing()
    {
        using var tove = await host.SignedInAsync("tove");
        var grant = await host.World.ActiveGrantAsync(await host.World.AskAsync("jon", host.World.Automatic));

        (await GiveBackAsync(tove, grant.Id, await tove.AntiforgeryTokenAsync())).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var jon = await host.SignedInAsync("jon");
        (await GiveBackAsync(jon, grant.Id, await jon.AntiforgeryTokenAsync(), script: false)).Headers.Location!.ToString().ShouldBe("/access");
    }

    private static async Task<HttpResponseMessage> GiveBackAsync(Browser browser, Guid grant, string? token, bool script = true)
    {
        using var form = new FormUrlEncodedContent(token is null ? [] : [KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var call = new HttpRequestMessage(HttpMethod.Post, $"/access/{grant:N}/give-back") { Content = form };
        call.Headers.Add("accept", script ? "application/json" : "text/html");
        return await browser.Http.SendAsync(call);
    }
}
