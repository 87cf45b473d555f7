using System.Net;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.TestKit.Issuers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>
/// The code flow through Microsoft.Identity.Web, with an issuer that names itself and its tenants as Entra does. It is no Entra: what only Microsoft's
/// servers do is not shown here.
/// </summary>
public sealed class EntraTests(EntraHost host) : IClassFixture<EntraHost>
{
    private const string Subject = "entra-4711";
    private const string OtherTenant = "0b0f6f0e-9d7e-4f43-8f6a-3c2b5d1e7a90";

    [Fact]
    public async Task SignIn_AsEntraAnswers_IsLetInWithTheRolesThatAreMapped()
    {
        using var browser = host.Browser();
        var begun = await CodeAnswer.BeginAsync(browser);
        begun.Asked("client_id").ShouldBe(HostileIssuer.ClientId);
        begun.Asked("code_challenge_method").ShouldBe("S256");

        var answer = await begun.ReturnAsync(host.Issuer, Signed(Claims(begun)));

        answer.Headers.Location!.ToString().ShouldEndWith("/access");
        (await browser.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var db = host.Services.GetRequiredService<PortalDbFactory>().Create();
        var person = await db.Logins.Where(l => l.Subject == Subject).Join(db.People, l => l.PersonId, p => p.Id, (l, p) => p).SingleAsync();
        person.Roles.ShouldBe(PortalRole.Auditor, "what another application calls a role is none here");
    }

    [Theory]
    [InlineData("iss", $"https://login.microsoftonline.com/{OtherTenant}/v2.0")]
    [InlineData("aud", "another-client")]
    [InlineData("nonce", null)]
    public Task SignIn_OfAnotherIssuerOrForSomebodyElse_IsRefused(string claim, string? value) => RefusedAsync(claims => claims[claim] = value);

    /// <summary>All tenants of one Entra sign with the same keys.</summary>
    [Fact]
    public Task SignIn_OfAnotherTenant_IsRefused() => RefusedAsync(claims =>
    {
        claims["iss"] = host.Issuer.IssuerOf(OtherTenant);
        claims["tid"] = OtherTenant;
    });

    private async Task RefusedAsync(Action<Dictionary<string, object?>> change)
    {
        using var browser = host.Browser();
        var begun = await CodeAnswer.BeginAsync(browser);
        var claims = Claims(begun);
        change(claims);

        var answer = await begun.ReturnAsync(host.Issuer, Signed(claims));

        answer.Headers.Location!.ToString().ShouldStartWith("/sign-in-failed");
        (await browser.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private Dictionary<string, object?> Claims(CodeAnswer begun) => new(host.Issuer.Claims(Subject, begun.Nonce), StringComparer.Ordinal)
    {
        ["iss"] = host.Issuer.IssuerOf(EntraHost.Tenant),
        ["tid"] = EntraHost.Tenant,
        ["oid"] = "7f0cbe3a-58a0-4d0c-9f3b-5b6f0a0c2d11",
        ["ver"] = "2.0",
        ["preferred_username"] = "nora@nordlys.test",
        ["roles"] = new[] { "jit-auditors", "of another application" },
    };

    private object Signed(Dictionary<string, object?> claims) => HostileIssuer.Tokens(host.Issuer.Keys[0].Sign(claims), Subject);
}
