using System.Net;
using System.Web;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

public sealed class CodeFlowTests(PortalHost host)
{
    [Fact]
    public async Task SignIn_FromAProtectedPage_UsesCodeWithPkceAndReturnsThere()
    {
        using var browser = host.Browser();

        var challenge = await browser.Http.GetAsync("/access");
        var asked = HttpUtility.ParseQueryString(challenge.Headers.Location!.Query);
        var returned = await browser.SignInAsync("mira", "/access");

        challenge.Headers.Location!.Host.ShouldBe("issuer.test");
        asked["response_type"].ShouldBe("code");
        asked["code_challenge_method"].ShouldBe("S256");
        asked["nonce"].ShouldNotBeNullOrEmpty();
        returned.ShouldEndWith("/access");
    }

    [Fact]
    public async Task SignIn_Done_ShowsThePersonAndTheirPages()
    {
        using var browser = await host.SignedInAsync("lea");

        var page = await browser.Http.GetStringAsync("/");

        page.ShouldContain("Lea Pham");
        page.ShouldContain("stock-db");
        (await browser.Http.GetStringAsync("/access")).ShouldContain("You hold no access. That is the normal state.");
    }

    /// <summary>Where the framework would listen for an issuer that ends sessions through the browser: any site can link there.</summary>
    [Fact]
    public async Task Link_ToTheFrameworksOwnSignOut_EndsNoSession()
    {
        using var browser = await host.SignedInAsync("lea");

        await browser.Http.GetAsync($"/signout-oidc?iss={Uri.EscapeDataString(PortalHost.IssuerUrl + "/")}");

        (await browser.Http.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("mira", HttpStatusCode.Forbidden)]
    [InlineData("tove", HttpStatusCode.OK)]
    [InlineData("lea", HttpStatusCode.OK)]
    public async Task Overview_ByRole_IsForAdministratorsAndAuditors(string person, HttpStatusCode expected)
    {
        using var browser = await host.SignedInAsync(person);

        (await browser.Http.GetAsync("/admin")).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task SignIn_IssuerReportsAnError_ShowsAPlainPageThatEchoesNothing()
    {
        using var browser = host.Browser();
        var challenge = await browser.Http.GetAsync("/");
        var state = HttpUtility.ParseQueryString(challenge.Headers.Location!.Query)["state"];

        var failed = await browser.Http.GetAsync($"/signin-oidc?error=access_denied&error_description=%3Cb%3Ehello&state={Uri.EscapeDataString(state!)}");
        var page = await browser.Http.GetStringAsync(failed.Headers.Location);

        page.ShouldContain("The sign-in did not complete");
        page.ShouldNotContain("hello");
    }

    [Fact]
    public async Task SignOut_WithoutToken_IsRefusedAndTheSessionStays()
    {
        using var browser = await host.SignedInAsync("jon");

        var refused = await browser.Http.PostAsync("/sign-out", content: null);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Http.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SignOut_WithToken_EndsTheSessionHereAndAtTheIssuer()
    {
        using var browser = await host.SignedInAsync("jon");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", await browser.AntiforgeryTokenAsync())]);

        var signedOut = await browser.Http.PostAsync("/sign-out", form);

        signedOut.Headers.Location!.AbsolutePath.ShouldBe("/connect/endsession");
        signedOut.Headers.Location!.Query.ShouldContain("id_token_hint");
        (await browser.Http.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }
}
