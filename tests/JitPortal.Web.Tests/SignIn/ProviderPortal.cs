using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using JitPortal.TestKit.Issuers;
using JitPortal.TestKit.Servers;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>The portal on a port of its own, so that the certified issuer can call it back, and that issuer.</summary>
public sealed class ProviderPortal : WebApplicationFactory<App>, IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("jitportal-provider-");
    private readonly int port = FreePort.Next();
    private OidcProvider issuer = null!;

    /// <summary>Another host name than the issuer's: cookies do not tell ports apart.</summary>
    public string Url => $"http://localhost:{port.ToString(CultureInfo.InvariantCulture)}";

    public string IssuerUrl => issuer.Url;

    public async ValueTask InitializeAsync()
    {
        issuer = await OidcProvider.StartAsync(Url);
        UseKestrel(port);
        StartServer();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await issuer.DisposeAsync();
        data.Delete(recursive: true);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development")
            .UseSetting("Data:Folder", data.FullName)
            .UseSetting("Demo:Enabled", "false")
            .UseSetting("Auth:Mode", "Oidc")
            .UseSetting("Auth:Authority", issuer.Url)
            .UseSetting("Auth:ClientSecret", OidcProvider.ClientSecret)
            .UseSetting("Auth:Scopes", "openid profile email roles groups")
            .UseSetting("Auth:Assurance:MultiFactor:Acr:0", "mfa");
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }
}

/// <summary>A browser that goes wherever it is sent, and fills in the issuer's forms on the way.</summary>
internal sealed partial class Wanderer : IDisposable
{
    private const int MostSteps = 20;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

    /// <summary>Every form of the issuer that was filled in, in order: <c>login</c>, <c>consent</c>.</summary>
    public List<string> Asked { get; } = [];

    /// <returns>The page where it ends, and its address.</returns>
    public async Task<(Uri Where, HttpResponseMessage Page)> GoAsync(string address, string person, bool secondFactor = false)
    {
        var (where, page) = (new Uri(address), await http.GetAsync(address));
        for (var step = 0; step < MostSteps; step++)
        {
            if (page.Headers.Location is { } next)
                (where, page) = (new Uri(where, next), await http.GetAsync(new Uri(where, next)));
            else if (PromptOf(await page.Content.ReadAsStringAsync()) is { } prompt)
                page = await AnswerAsync(where, prompt, person, secondFactor);
            else
                return (where, page);
        }

        throw new InvalidOperationException($"Still on the way after {MostSteps} steps, at {where}.");
    }

    public Task<HttpResponseMessage> GetAsync(string address) => http.GetAsync(address);

    /// <summary>Signs out at the issuer itself: its page asks, and is told yes.</summary>
    public async Task SignOutAtIssuerAsync(string issuer)
    {
        var page = await http.GetStringAsync($"{issuer}/session/end");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["xsrf"] = SecretField().Match(page).Groups["value"].Value, ["logout"] = "yes" });
        _ = await http.PostAsync($"{issuer}/session/end/confirm", form);
    }

    public void Dispose() => http.Dispose();

    private static string? PromptOf(string html) => Prompt().Match(html) is { Success: true } found ? found.Groups["name"].Value : null;

    private async Task<HttpResponseMessage> AnswerAsync(Uri where, string prompt, string person, bool secondFactor)
    {
        Asked.Add(prompt);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("login", person), .. secondFactor ? [KeyValuePair.Create("factor", "on")] : Array.Empty<KeyValuePair<string, string>>()]);
        return await http.PostAsync(where, form);
    }

    [GeneratedRegex("data-prompt=\"(?<name>[a-z]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Prompt();

    [GeneratedRegex("name=\"xsrf\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex SecretField();
}
