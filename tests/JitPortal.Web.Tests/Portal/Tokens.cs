using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JitPortal.DevIssuer;
using Microsoft.AspNetCore.TestHost;
using Microsoft.AspNetCore.WebUtilities;

namespace JitPortal.Web.Tests.Portal;

/// <summary>Access tokens as programs get them.</summary>
public static class Tokens
{
    /// <summary>Of a person who uses the demo's program: the code flow with PKCE, at the issuer alone. They have been at the portal before, as programs make nobody known.</summary>
    public static async Task<string> OfPersonAsync(PortalHost host, string person, bool secondFactor = false)
    {
        _ = await host.World.ActorAsync(person);
        using var issuer = host.Issuer.GetTestServer().CreateClient();
        var verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var code = await CodeAsync(issuer, person, secondFactor, WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = DevClients.ProgramId,
            ["redirect_uri"] = DevClients.ProgramRedirect,
            ["code_verifier"] = verifier,
            ["code"] = code,
        });
        var answer = await issuer.PostAsync(new Uri(PortalHost.IssuerUrl + "/connect/token"), form);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("access_token").GetString()!;
    }

    private static async Task<string> CodeAsync(HttpClient issuer, string person, bool secondFactor, string challenge)
    {
        var fields = new Dictionary<string, string>
        {
            ["client_id"] = DevClients.ProgramId,
            ["redirect_uri"] = DevClients.ProgramRedirect,
            ["response_type"] = "code",
            ["scope"] = $"openid profile roles groups {DevClients.ApiScope}",
            ["code_challenge"] = challenge,
            ["code_challenge_method"] = "S256",
            ["__person"] = person,
        };
        if (secondFactor)
            fields["__second-factor"] = "on";
        using var form = new FormUrlEncodedContent(fields);
        var answer = await issuer.PostAsync(new Uri(PortalHost.IssuerUrl + "/connect/authorize"), form);
        return QueryHelpers.ParseQuery(answer.Headers.Location!.Query)["code"].ToString();
    }
}
