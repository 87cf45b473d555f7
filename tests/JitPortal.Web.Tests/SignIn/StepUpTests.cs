using System.Net;
using System.Web;
using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>What needs a stronger sign-in is kept, and done by the sign-in that answers for it: once, by the same person, in the same session.</summary>
public sealed class StepUpTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task StepUp_Asked_AsksTheIssuerForTheLevelAndAFreshSignIn()
    {
        using var browser = await host.SignedInAsync("mira");

        var asked = await browser.Http.GetAsync(await KeptAsync("mira"));

        var query = HttpUtility.ParseQueryString(asked.Headers.Location!.Query);
        query["acr_values"].ShouldBe("mfa");
        query["max_age"].ShouldBe("0");
        query["prompt"].ShouldBe("login");
    }

    [Fact]
    public async Task StepUp_Given_FilesTheRequestThatWasKept()
    {
        using var browser = await host.SignedInAsync("jon");
        var path = await KeptAsync("jon", new KeptAction.Ask(new RequestForm(host.World.Asks, TimeSpan.FromHours(1), "Kept across the redirect")));

        var landed = await browser.AnswerAsync(path, "jon", secondFactor: true);

        landed.ShouldStartWith("/requests/");
        (await browser.Http.GetStringAsync(landed)).ShouldContain("Kept across the redirect");
    }

    [Fact]
    public async Task StepUp_Given_GoesOnWithTheRequestThatEverybodyAgreedTo()
    {
        using var browser = await host.SignedInAsync("ann");
        var request = await host.World.AskAsync("ann", host.World.Asks);
        await using var db = Db();
        await db.Requests.Where(r => r.Id == request.Value).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, RequestState.AwaitingStepUp));

        var landed = await browser.AnswerAsync(await KeptAsync("ann", new KeptAction.Confirm(request)), "ann", secondFactor: true);

        landed.ShouldBe($"/requests/{request}");
        (await db.Requests.AsNoTracking().SingleAsync(r => r.Id == request.Value)).ShouldSatisfyAllConditions(
            r => r.State.ShouldBe(RequestState.Approved),
            r => r.AssuranceLevel.ShouldBe(AssuranceLevel.MultiFactor));
    }

    [Fact]
    public async Task StepUp_Given_CastsTheVoteThatWasKept()
    {
        using var mira = await host.SignedInAsync("mira");
        using var bo = await host.SignedInAsync("bo");
        var request = await host.World.AskAsync("mira", host.World.Asks);
        var path = await KeptAsync("bo", new KeptAction.Decide(request, new DecisionForm(Approve: true, null, null, DecisionChannel.Phone)));

        var landed = await bo.AnswerAsync(path, "bo", secondFactor: true);

        landed.ShouldBe($"/approve/{request}");
        await using var db = Db();
        (await db.Decisions.CountAsync(decision => decision.RequestId == request.Value)).ShouldBe(1);
    }

    [Fact]
    public async Task StepUp_WithoutTheSecondFactor_DoesNothingSaysSoAndCanBeGivenAfterAll()
    {
        using var browser = await host.SignedInAsync("lea");
        var before = await SequenceAsync();
        var path = await KeptAsync("lea", new KeptAction.Ask(new RequestForm(host.World.Asks, TimeSpan.FromHours(1), "Kept for another try")));

        var landed = await browser.AnswerAsync(path, "lea", secondFactor: false);

        landed.ShouldBe($"{path}/done");
        await ShouldOfferAgainAsync(browser, path);
        (await browser.Http.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RecordedAsync(AuditTypes.StepUpRefused, before)).ShouldBeTrue();
        (await browser.AnswerAsync(path, "lea", secondFactor: true)).ShouldStartWith("/requests/");
    }

    /// <summary>As issuers answer when somebody presses “cancel” there.</summary>
    [Fact]
    public async Task StepUp_BrokenOffAtTheIssuer_DoesNothingSaysSoAndTheSessionGoesOn()
    {
        using var browser = await host.SignedInAsync("mira");
        var path = await KeptAsync("mira");
        var state = HttpUtility.ParseQueryString((await browser.Http.GetAsync(path)).Headers.Location!.Query)["state"];

        var back = await browser.Http.GetAsync($"/signin-oidc?error=access_denied&error_description=cancelled&state={Uri.EscapeDataString(state!)}");

        back.Headers.Location!.ToString().ShouldBe($"{path}/done");
        await ShouldOfferAgainAsync(browser, path);
        (await browser.Http.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task StepUp_GivenForADecisionThatIsTooLate_SaysWhyAndLeadsToTheRequest()
    {
        using var tove = await host.SignedInAsync("tove");
        using var bo = await host.SignedInAsync("bo");
        var request = await host.World.AskAsync("tove", host.World.Asks, TimeSpan.FromMinutes(50));
        var path = await KeptAsync("bo", new KeptAction.Decide(request, new DecisionForm(Approve: true, null, null, DecisionChannel.Phone)));
        (await host.Services.GetRequiredService<WithdrawRequest>().RunAsync(await host.World.ActorAsync("tove"), request, None)).Succeeded.ShouldBeTrue();

        var landed = await bo.AnswerAsync(path, "bo", secondFactor: true);

        landed.ShouldBe($"{path}/done");
        (await bo.Http.GetStringAsync(landed)).ShouldSatisfyAllConditions(html => html.ShouldContain("It was not done"), html => html.ShouldContain($"href=\"/approve/{request}\""));
    }

    [Fact]
    public async Task StepUp_BySomebodyElse_DoesNothingAndEndsTheSession()
    {
        using var browser = await host.SignedInAsync("mira");
        var before = await SequenceAsync();

        var landed = await browser.AnswerAsync(await KeptAsync("mira"), "ann", secondFactor: true);

        landed.ShouldEndWith("because=SomebodyElse");
        (await browser.Http.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await RecordedAsync(AuditTypes.StepUpAnswered, before)).ShouldBeFalse();
    }

    [Fact]
    public async Task StepUp_StateOfAnotherSession_IsNotThere()
    {
        using var browser = await host.SignedInAsync("mira");
        var path = await KeptAsync("mira");
        using var elsewhere = await host.SignedInAsync("mira");
        using var jon = await host.SignedInAsync("jon");

        (await elsewhere.Http.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await jon.Http.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.Http.GetAsync("/step-up/made-up")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task StepUp_SignedInWithAnotherWindowMeanwhile_IsDoneOnce()
    {
        using var browser = await host.SignedInAsync("mira");
        var path = await KeptAsync("mira");
        var first = await browser.PickAsync((await browser.Http.GetAsync(path)).Headers.Location!, "mira", secondFactor: true);
        var second = await browser.PickAsync((await browser.Http.GetAsync(path)).Headers.Location!, "mira", secondFactor: true);

        _ = await browser.Http.GetAsync(first);
        var again = (await browser.Http.GetAsync(second)).Headers.Location!.ToString();

        again.ShouldBe($"{path}/done");
        (await browser.Http.GetStringAsync(again)).ShouldContain("There is nothing left to do here");
        (await browser.Http.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task SignIn_OverTheSessionOfSomebodyElse_GetsAKeyOfItsOwn()
    {
        using var browser = await host.SignedInAsync("mira");
        var before = browser.Cookie("jitportal");
        using var planted = host.Browser();
        planted.Http.DefaultRequestHeaders.Add("Cookie", $"jitportal={before}");
        (await planted.Http.GetStringAsync("/access")).ShouldContain("Mira");

        await browser.AnswerAsync("/sign-in", "jon", secondFactor: false);

        (await browser.Http.GetStringAsync("/access")).ShouldContain("Jon");
        (await planted.Http.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task SignIn_AgainByTheSamePerson_KeepsTheSession()
    {
        using var browser = await host.SignedInAsync("lea");
        await using var db = Db();
        var before = await db.Sessions.Where(session => session.Subject == "lea").Select(session => session.Id).ToListAsync();

        await browser.AnswerAsync("/sign-in", "lea", secondFactor: true);

        (await db.Sessions.Where(session => session.Subject == "lea").Select(session => session.Id).ToListAsync()).ShouldBe(before);
        (await browser.Http.GetAsync("/access")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Not done, still signed in, and one press from the issuer again.</summary>
    private static async Task ShouldOfferAgainAsync(Browser browser, string path) =>
        (await browser.Http.GetStringAsync($"{path}/done")).ShouldSatisfyAllConditions(
            html => html.ShouldContain("It is not done yet"), html => html.ShouldContain("You are still signed in"), html => html.ShouldContain($"href=\"{path}\""), html => html.ShouldNotContain("cancelled"));

    /// <summary>As a page does it for the session that was begun last.</summary>
    private async Task<string> KeptAsync(string person, KeptAction? action = null)
    {
        await using var db = Db();
        var session = await db.Sessions.Where(s => s.Subject == person).OrderByDescending(s => s.SignedInAt).ThenByDescending(s => s.Id).Select(s => s.Id).FirstAsync();
        var kept = await host.Services.GetRequiredService<KeepAction>().RunAsync(
            await host.World.ActorAsync(person),
            new SessionId(session),
            action ?? new KeptAction.Ask(new RequestForm(host.World.Deploy, TimeSpan.FromMinutes(20), "")),
            AssuranceLevel.MultiFactor,
            None);
        return $"/step-up/{kept.Value}";
    }

    private async Task<long> SequenceAsync()
    {
        await using var db = Db();
        return await db.Audit.MaxAsync(row => row.Sequence);
    }

    private async Task<bool> RecordedAsync(string type, long after)
    {
        await using var db = Db();
        return await db.Audit.AnyAsync(row => row.Sequence > after && row.Type == type);
    }

    private PortalDb Db() => host.Services.GetRequiredService<PortalDbFactory>().Create();
}
