using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Grants;

public sealed class RevealTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Reveal_OnceByItsHolder_IsNotStoredAnywhereAndThenGone()
    {
        using var mira = await host.SignedInAsync("mira");
        var grant = await host.World.ActiveGrantAsync(await host.World.AskAsync("mira", host.World.Automatic));
        var token = await mira.AntiforgeryTokenAsync("/access");

        var refused = await RevealAsync(mira, grant.Id, token: null);
        var shown = await RevealAsync(mira, grant.Id, token);
        var again = await RevealAsync(mira, grant.Id, token);
        var secret = (await shown.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString();

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        shown.Headers.CacheControl!.NoStore.ShouldBeTrue();
        secret.ShouldStartWith("oracle-secret-");
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await again.Content.ReadAsStringAsync()).ShouldNotContain(secret!);
        (await mira.Http.GetStringAsync("/access")).ShouldNotContain(secret!);
        (await mira.Http.GetStringAsync("/access")).ShouldContain("The password was shown once.");
    }

    [Fact]
    public async Task Reveal_BySomebodyElse_IsNotFoundAndStaysUnrevealed()
    {
        using var jon = await host.SignedInAsync("jon");
        using var tove = await host.SignedInAsync("tove");
        var grant = await host.World.ActiveGrantAsync(await host.World.AskAsync("jon", host.World.Automatic));

        var administrator = await RevealAsync(tove, grant.Id, await tove.AntiforgeryTokenAsync());
        var holder = await RevealAsync(jon, grant.Id, await jon.AntiforgeryTokenAsync());

        administrator.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        holder.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Reveal_TokenOfAnotherPerson_IsRefused()
    {
        using var bo = await host.SignedInAsync("bo");
        using var mira = await host.SignedInAsync("mira");
        var grant = await host.World.ActiveGrantAsync(await host.World.AskAsync("bo", host.World.Automatic));

        var answer = await RevealAsync(bo, grant.Id, await mira.AntiforgeryTokenAsync());

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<HttpResponseMessage> RevealAsync(Browser browser, Guid grant, string? token)
    {
        using var form = new FormUrlEncodedContent(token is null ? [] : [KeyValuePair.Create("__RequestVerificationToken", token)]);
        return await browser.Http.PostAsync($"/access/{grant:N}/reveal", form);
    }
}
