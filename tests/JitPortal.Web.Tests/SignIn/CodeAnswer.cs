using System.Net;
using System.Web;
using JitPortal.TestKit.Issuers;
using Shouldly;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>A sign-in that was begun: what the portal sent to the issuer with the browser.</summary>
internal sealed record CodeAnswer(HttpClient Browser, Uri Authorize)
{
    private static int codes;

    public string State => Asked("state");

    public string Nonce => Asked("nonce");

    public static async Task<CodeAnswer> BeginAsync(HttpClient browser, string page = "/access")
    {
        var challenge = await browser.GetAsync(page);
        challenge.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return new CodeAnswer(browser, challenge.Headers.Location!);
    }

    public string Asked(string field) => HttpUtility.ParseQueryString(Authorize.Query)[field]!;

    /// <summary>Comes back from the issuer with a code for which it gives these tokens.</summary>
    public Task<HttpResponseMessage> ReturnAsync(HostileIssuer issuer, object tokens)
    {
        var code = $"code-{Interlocked.Increment(ref codes)}";
        issuer.Answer(code, _ => tokens);
        return ReturnAsync($"code={code}&state={Uri.EscapeDataString(State)}");
    }

    public Task<HttpResponseMessage> ReturnAsync(string query) => Browser.GetAsync($"/signin-oidc?{query}");
}
