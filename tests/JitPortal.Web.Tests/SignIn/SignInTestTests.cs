using System.Net;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

/// <summary><c>/admin/identity</c>: an administrator sees what the issuer says of somebody, and stays who they are.</summary>
public sealed class SignInTestTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Page = "/admin/identity";

    [Fact]
    public async Task Test_OfSomebodyElse_ReportsTheirClaimsAndKeepsTheSession()
    {
        using var tove = await host.SignedInAsync("tove");

        var landed = await tove.AnswerAsync($"{Page}/test", "bo", secondFactor: true);
        var page = WebUtility.HtmlDecode(await tove.Http.GetStringAsync(landed));

        landed.ShouldBe(Page);
        page.ShouldContain("Tove Dahl");
        page.ShouldContain("Gives Approver.");
        page.ShouldContain("Means database-owners.");
        page.ShouldContain("A multi-factor sign-in");
        page.ShouldContain("Policies read it as department.");
        page.ShouldContain("Policies read it as claim preferred_username.");
        page.ShouldContain("client_id: the settings name it and this sign-in has not stated it");
        page.ShouldContain("http://localhost/signin-oidc");
        page.ShouldContain("http://localhost/sign-out/back-channel");
        page.ShouldNotMatch(@"eyJ[\w-]{20,}\.[\w-]{20,}");   // no token; three letters alone turn up in what is random
    }

    [Theory]
    [InlineData("mira")]
    [InlineData("lea")]
    public async Task Test_ByOthers_IsForbidden(string person)
    {
        using var browser = await host.SignedInAsync(person);

        (await browser.Http.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.Http.GetAsync($"{Page}/test")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Test_SessionEndedMeanwhile_ReportsNothingAndSignsNobodyIn()
    {
        using var tove = await host.SignedInAsync("tove");
        var answer = await tove.PickAsync((await tove.Http.GetAsync($"{Page}/test")).Headers.Location!, "ann");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", await tove.AntiforgeryTokenAsync())]);
        await tove.Http.PostAsync("/sign-out", form);

        var landed = (await tove.Http.GetAsync(answer)).Headers.Location!.ToString();

        landed.ShouldEndWith("because=SessionEnded");
        (await tove.Http.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }
}
