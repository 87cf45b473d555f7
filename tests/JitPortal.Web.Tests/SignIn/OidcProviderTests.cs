using System.Net;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>Against the certified issuer of npm, over real sockets: redirects, consent, a second factor, and its call when somebody signs out.</summary>
public sealed class OidcProviderTests(ProviderPortal portal) : IClassFixture<ProviderPortal>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task SignIn_WithConsent_KnowsThePersonByWhatUserInfoSays()
    {
        using var browser = new Wanderer();

        var (where, page) = await browser.GoAsync($"{portal.Url}/access", "u-mark");

        browser.Asked.ShouldBe(["login", "consent"]);
        where.AbsolutePath.ShouldBe("/access");
        (await page.Content.ReadAsStringAsync()).ShouldContain("Mark Meier");
        var mark = await PersonAsync("u-mark");
        mark.Roles.ShouldBe(PortalRole.Approver | PortalRole.Requester);
        mark.Groups.ShouldBe(["managers"]);
    }

    [Fact]
    public async Task StepUp_WithTheSecondFactor_DoesWhatWasKeptAndKeepsTheSession()
    {
        using var browser = new Wanderer();
        await browser.GoAsync($"{portal.Url}/access", "u-tina");
        var (tina, session) = (await PersonAsync("u-tina"), await SessionAsync("u-tina"));
        var state = await KeepAsync(tina, session);

        var (where, _) = await browser.GoAsync($"{portal.Url}/step-up/{state}", "u-tina", secondFactor: true);

        // What was kept names an entitlement that is not there: it was carried out, and refused for that.
        where.AbsolutePath.ShouldBe($"/step-up/{state}/done");
        browser.Asked.Count(asked => asked == "login").ShouldBe(2);
        (await TypesAsync()).ShouldContain(AuditTypes.StepUpAnswered);
        (await SessionAsync("u-tina")).ShouldBe(session);
        (await browser.GoAsync($"{portal.Url}/step-up/{state}", "u-tina", secondFactor: true)).Page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task StepUp_WithoutTheSecondFactor_DoesNothingAndTheOldSessionGoesOn()
    {
        using var browser = new Wanderer();
        await browser.GoAsync($"{portal.Url}/access", "u-tina");
        var state = await KeepAsync(await PersonAsync("u-tina"), await SessionAsync("u-tina"));

        var (where, _) = await browser.GoAsync($"{portal.Url}/step-up/{state}", "u-tina");

        where.AbsolutePath.ShouldBe($"/step-up/{state}/done");
        (await browser.GetAsync($"{portal.Url}/access")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SignOut_AtTheIssuer_EndsTheSessionHere()
    {
        using var browser = new Wanderer();
        await browser.GoAsync($"{portal.Url}/access", "u-mark");

        await browser.SignOutAtIssuerAsync(portal.IssuerUrl);

        await Eventually.TrueAsync(
            async () => (await browser.GetAsync($"{portal.Url}/access")).StatusCode == HttpStatusCode.Redirect, "the issuer's call has ended the session");
        (await TypesAsync()).ShouldContain(AuditTypes.SessionEnded);
    }

    private async Task<string> KeepAsync(Actor actor, SessionId session)
    {
        var ask = new KeptAction.Ask(new RequestForm(new EntitlementId(Guid.CreateVersion7()), TimeSpan.FromHours(1), "Check stuck refunds"));
        return (await portal.Get<KeepAction>().RunAsync(actor, session, ask, AssuranceLevel.MultiFactor, None)).Value;
    }

    private async Task<Actor> PersonAsync(string subject)
    {
        await using var db = portal.Get<PortalDbFactory>().Create();
        var id = await db.Logins.Where(login => login.Subject == subject).Select(login => login.PersonId).SingleAsync();
        return (await portal.Get<ReadActor>().RunAsync(new PersonId(id), None))!;
    }

    private async Task<SessionId> SessionAsync(string subject)
    {
        await using var db = portal.Get<PortalDbFactory>().Create();
        return new SessionId(await db.Sessions.Where(session => session.Subject == subject).OrderByDescending(session => session.SignedInAt).Select(session => session.Id).FirstAsync());
    }

    private async Task<IReadOnlyList<string>> TypesAsync()
    {
        await using var db = portal.Get<PortalDbFactory>().Create();
        return await db.Audit.Select(row => row.Type).ToListAsync();
    }
}
