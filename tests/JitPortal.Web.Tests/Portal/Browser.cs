using System.Net;
using System.Text.RegularExpressions;
using JitPortal.DevIssuer;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Shouldly;

namespace JitPortal.Web.Tests.Portal;

/// <summary>A browser as far as HTTP goes: keeps cookies, follows no redirect unseen, can pick a person at the issuer.</summary>
public sealed partial class Browser : IDisposable
{
    private static readonly Uri Address = new("http://localhost");
    private readonly CookieContainerHandler cookies = new();
    private readonly PortalHost host;

    public Browser(PortalHost host)
    {
        this.host = host;
        Http = host.CreateDefaultClient(Address, cookies);
    }

    /// <summary>What the browser keeps under a name.</summary>
    public string Cookie(string name) => cookies.Container.GetCookies(Address)[name]!.Value;

    public HttpClient Http { get; }

    /// <summary>The whole code flow with PKCE, beginning at a page that needs a session.</summary>
    /// <returns>Where the portal sends the browser afterwards.</returns>
    public async Task<string> SignInAsync(string person, string page = "/")
    {
        var challenge = await Http.GetAsync(page);
        challenge.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var answer = await PickAsync(challenge.Headers.Location!, person);
        var signedIn = await Http.GetAsync(answer);
        signedIn.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return signedIn.Headers.Location!.ToString();
    }

    /// <summary>Follows an address that leads to the issuer, signs in there as somebody, and comes back.</summary>
    /// <returns>Where the portal sends the browser afterwards.</returns>
    public async Task<string> AnswerAsync(string address, string person, bool secondFactor)
    {
        var asked = await Http.GetAsync(address);
        asked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return (await Http.GetAsync(await PickAsync(asked.Headers.Location!, person, secondFactor))).Headers.Location!.ToString();
    }

    /// <returns>The redirect back to the portal, with the code.</returns>
    public async Task<Uri> PickAsync(Uri authorize, string person, bool secondFactor = false)
    {
        using var issuer = host.Issuer.GetTestServer().CreateClient();
        var picker = await issuer.GetStringAsync(authorize);
        var fields = HiddenField().Matches(picker).Select(field => KeyValuePair.Create(field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value)));
        var factor = secondFactor ? [KeyValuePair.Create("__second-factor", "on")] : Array.Empty<KeyValuePair<string, string>>();
        using var form = new FormUrlEncodedContent([.. fields, KeyValuePair.Create("__person", person), .. factor]);
        var answer = await issuer.PostAsync(new Uri(authorize, "/connect/authorize"), form);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return answer.Headers.Location!;
    }

    /// <summary>The antiforgery token that a page carries.</summary>
    public async Task<string> AntiforgeryTokenAsync(string page = "/")
    {
        var html = await Http.GetStringAsync(page);
        return WebUtility.HtmlDecode(AntiforgeryField().Match(html).Groups["value"].Value);
    }

    /// <summary>A token of the demo's workload, straight from the issuer.</summary>
    public static async Task<string> WorkloadTokenAsync(PortalHost host)
    {
        using var issuer = host.Issuer.GetTestServer().CreateClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = DevClients.WorkloadId,
            ["client_secret"] = DevClients.WorkloadSecret,
            ["scope"] = DevClients.ApiScope,
        });
        var answer = await issuer.PostAsync(new Uri(PortalHost.IssuerUrl + "/connect/token"), form);
        using var json = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>
    /// Connects over a web socket, with the browser's session: the door is asked once, when it is opened, where long polling asks it with
    /// every call.
    /// </summary>
    public void UseSocket(HttpConnectionOptions options) => options.UseSocket(host.Server, request => request.Headers.Cookie = $"jitportal={Cookie("jitportal")}");

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" />""", RegexOptions.ExplicitCapture)]
    private static partial Regex HiddenField();

    [GeneratedRegex("""name="__RequestVerificationToken" value="(?<value>[^"]+)" """, RegexOptions.ExplicitCapture)]
    private static partial Regex AntiforgeryField();
}
