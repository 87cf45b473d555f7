using Bunit;
using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Grants;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Grants;

public sealed class GrantCardTests : Page
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());

    protected override TimeProvider PageClock => time;

    [Fact]
    public async Task Card_Active_SaysUntilWhenInTheViewersZoneAndHowToUseIt()
    {
        var grant = await ActiveAsync();

        var card = Show<GrantCard>(p => p.Add(c => c.Grant, grant));

        card.Find("[data-testid=grant-state]").TextContent.ShouldBe("Active");
        card.Find("[data-testid=time-left]").TextContent.ShouldMatch("^(59 min|1 h) left$");
        card.FindAll("code").Select(code => code.TextContent).ShouldContain(grant.ConnectionLines[0]);
        card.Find("[data-testid=reveal]").TextContent.ShouldBe("Show the password once");
    }

    [Fact]
    public async Task Card_TimePasses_CountsDownAndTurnsToWaiting()
    {
        var grant = await ActiveAsync();
        var card = Show<GrantCard>(p => p.Add(c => c.Grant, grant));

        time.Advance(TimeSpan.FromMinutes(58) + TimeSpan.FromSeconds(30));
        card.Render();

        card.WaitForAssertion(() => card.Find("[data-testid=time-left]").TextContent.ShouldMatch(@"^\d+ s left$"));
        card.Find("[data-testid=grant-state]").TextContent.ShouldBe("Ending soon");
    }

    [Fact]
    public async Task Card_GiveBack_IsAPlainFormThatNeedsNoCircuit()
    {
        var grant = await ActiveAsync();

        var card = Show<GrantCard>(p => p.Add(c => c.Grant, grant));

        var form = card.Find($"form[action='/access/{grant.Id}/give-back']");
        form.GetAttribute("method").ShouldBe("post");
        form.GetAttribute("data-undo").ShouldBe("5");
        card.Find("[data-testid=give-back]").GetAttribute("type").ShouldBe("submit");
    }

    [Fact]
    public async Task Card_OpensAfterItsEndIsKnown_ThenSaysWhatExtendingLeadsTo()
    {
        var grant = await ActiveAsync();
        var card = Show<GrantCard>(p => p.Add(c => c.Grant, grant with { State = GrantState.Provisioning, MayExtend = false }));
        card.FindAll("[data-testid=extend-now]").ShouldBeEmpty();

        card.Render(p => p.Add(c => c.Grant, grant));

        card.WaitForElement("[data-testid=extend-now]").TextContent.ShouldStartWith("Extend 30 min: automatic");
    }

    [Fact]
    public async Task Card_Extend_AsksAndSaysWhatHoldsMeanwhile()
    {
        var grant = await ActiveAsync();
        var card = Show<GrantCard>(p => p.Add(c => c.Grant, grant));

        await card.Find("[data-testid=extend]").ClickAsync();
        await card.Find("[data-testid=extend-15]").ChangeAsync(true);
        await card.Find("[data-testid=extend-reason]").InputAsync("still checking");
        await card.Find("[data-testid=extend-form]").SubmitAsync();

        card.Find("[data-testid=grant-outcome]").TextContent.ShouldContain("15 min more agreed. The old end stands until the new one is confirmed.");
    }

    [Fact]
    public async Task Card_ExtendByMoreThanThePoliciesAdmit_SaysWhyAndCannotBeSent()
    {
        var grant = await ActiveAsync(TimeSpan.FromHours(2));
        var card = Show<GrantCard>(p => p.Add(c => c.Grant, grant));
        await card.Find("[data-testid=extend]").ClickAsync();

        await card.Find("[data-testid=extend-reason]").InputAsync("still checking");
        await card.Find("[data-testid=extend-form]").SubmitAsync();

        card.Find("[data-testid=extend-impossible]").TextContent.ShouldContain("Not possible: ");
        card.Find("[data-testid=extend-send]").HasAttribute("disabled").ShouldBeTrue();
        card.FindAll("[data-testid=grant-outcome]").ShouldBeEmpty();
        await using var db = Portal.Databases.Create();
        (await db.Requests.CountAsync(r => r.ExtendsGrantId != null)).ShouldBe(0);
    }

    /// <summary>The policies were changed after the page asked them.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task Card_ExtensionRefusedOnFiling_SaysSoAndNotThatItWasAsked(bool byForm)
    {
        var grant = await ActiveAsync();
        var card = Show<GrantCard>(p => p.Add(c => c.Grant, grant));
        card.WaitForElement("[data-testid=extend-now]");
        if (byForm)
            await card.Find("[data-testid=extend]").ClickAsync();
        await Scene.PublishAsync("ticketed", [Scene.Automatic], new Rule("ticketed", new Effect.Require(Ticket: true), new Condition.Always()));

        await (byForm ? card.Find("[data-testid=extend-form]").SubmitAsync() : card.Find("[data-testid=extend-now]").ClickAsync());

        card.Find("[data-testid=extend-problem]").TextContent.ShouldContain("Not possible: ");
        card.FindAll("[data-testid=grant-outcome]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Card_ThePoliciesChangedBeforeTheFormIsOpened_SaysWhatHoldsByThen()
    {
        var grant = await ActiveAsync();
        var card = Show<GrantCard>(p => p.Add(c => c.Grant, grant));
        card.WaitForElement("[data-testid=extend-now]");
        await Scene.PublishAsync("closed", [Scene.Automatic], new Rule("closed", new Effect.Refuse("Closed for the audit."), new Condition.Always()));

        await card.Find("[data-testid=extend]").ClickAsync();

        card.WaitForElement("[data-testid=extend-impossible]").TextContent.ShouldContain("Closed for the audit.");
    }

    [Theory, InlineData("OPS-1"), InlineData("OPS-2")]
    public async Task Card_ExtendWherePoliciesLookAtTheTicket_HasThatOfTheAccessFilledIn(string ticket)
    {
        SignIn(Scene.Mira);
        await Scene.PublishAsync("ticketed", [Scene.Automatic], new Rule("ticketed", new Effect.Require(Ticket: true), new Condition.Always()));
        var asked = await Scene.Must(Get<SubmitRequest>().RunAsync(
            Scene.Mira, new RequestForm(Scene.Automatic, TimeSpan.FromHours(1), "Check stuck refunds", Ticket: "OPS-1"), CancellationToken.None));
        await Scene.UntilAsync((await Scene.GrantOfAsync(asked)).Id, GrantState.Active);
        var grant = (await Get<ListMyAccess>().RunAsync(Scene.Mira, CancellationToken.None)).Single();
        var card = Show<GrantCard>(p => p.Add(c => c.Grant, grant));

        card.WaitForElement("[data-testid=extend-now]").TextContent.ShouldStartWith("Extend 30 min: automatic");
        await card.Find("[data-testid=extend]").ClickAsync();
        card.Find("[data-testid=extend-ticket]").GetAttribute("value").ShouldBe("OPS-1");
        if (ticket != "OPS-1")
            await card.Find("[data-testid=extend-ticket]").InputAsync(ticket);
        await card.Find("[data-testid=extend-form]").SubmitAsync();

        await using var db = Portal.Databases.Create();
        (await db.Requests.SingleAsync(r => r.ExtendsGrantId != null)).ShouldSatisfyAllConditions(r => r.Ticket.ShouldBe(ticket), r => r.State.ShouldBe(RequestState.Approved));
    }

    [Fact]
    public async Task Card_ExtendWhereNoPolicyLooksAtATicket_AsksForNone()
    {
        var grant = await ActiveAsync();
        var card = Show<GrantCard>(p => p.Add(c => c.Grant, grant));

        await card.Find("[data-testid=extend]").ClickAsync();

        card.FindAll("[data-testid=extend-form]").ShouldHaveSingleItem();
        card.FindAll("[data-testid=extend-ticket]").ShouldBeEmpty();
    }

    [Theory, InlineData("extend-now"), InlineData("extend-form")]
    public async Task Card_ExtendBelowTheLevelOfThePolicies_KeepsItAndGoesToTheIssuer(string way)
    {
        var grant = await ActiveAsync();
        await SignInWithSessionAsync(Scene.Mira);
        await Scene.PublishAsync("sure", [Scene.Automatic], new Rule("sure", new Effect.Require(Assurance: AssuranceLevel.MultiFactor), new Condition.Always()));
        var card = Show<GrantCard>(p => p.Add(c => c.Grant, grant));

        await ExtendAsync(card, way);

        card.FindAll("[data-testid=step-up-without]").ShouldBeEmpty("there is no way without it");
        await card.Find("[data-testid=step-up-begin]").ClickAsync();
        Services.GetRequiredService<NavigationManager>().Uri.ShouldContain("/step-up/");
        card.FindAll("[data-testid=extend-problem]").ShouldBeEmpty();
        card.Markup.ShouldNotContain("Asked for 30 min more");
        await using var db = Portal.Databases.Create();
        (await db.KeptActions.SingleAsync()).Action.ShouldContain(grant.Id.Value.ToString());
    }

    [Theory, InlineData("extend-now"), InlineData("extend-form")]
    public async Task Card_ExtendByAWayWithoutTheStrongerSignIn_AsksWhoeverThatWayAsks(string way)
    {
        await SignInWithSessionAsync(Scene.Mira);
        await Scene.PublishAsync("sure", [Scene.Asks], new Rule("sure", new Effect.Automatic(TimeSpan.FromHours(8), TimeSpan.FromHours(1), AssuranceLevel.MultiFactor), new Condition.Always()));
        var card = await CardOfAskedAsync();

        await ExtendAsync(card, way);

        await card.Find("[data-testid=step-up-without]").ClickAsync();

        card.Find("[data-testid=grant-outcome]").TextContent.ShouldContain("Asked for 30 min more.");
        card.FindAll("[data-testid=step-up]").ShouldBeEmpty();
        await using var db = Portal.Databases.Create();
        (await db.Requests.SingleAsync(r => r.ExtendsGrantId != null)).State.ShouldBe(RequestState.AwaitingApproval);
    }

    /// <summary>What can be kept until a stronger sign-in is what is filled in, not what was filled in before; what was asked for in the end takes the choice away.</summary>
    [Fact]
    public async Task Card_FilledInAnewAfterAStrongerSignInWasAsked_OffersItForNothingElse()
    {
        var grant = await ActiveAsync();
        await SignInWithSessionAsync(Scene.Mira);
        await Scene.PublishAsync("sure", [Scene.Automatic], new Rule("sure", new Effect.Require(Assurance: AssuranceLevel.MultiFactor), new Condition.Always()));
        var card = Show<GrantCard>(p => p.Add(c => c.Grant, grant));
        await ExtendAsync(card, "extend-form");
        card.FindAll("[data-testid=step-up-begin]").ShouldHaveSingleItem();

        await card.Find("[data-testid=extend-60]").ChangeAsync(true);
        card.FindAll("[data-testid=step-up-begin]").ShouldBeEmpty();
        await card.Find("[data-testid=extend-form]").SubmitAsync();
        await card.Find("[data-testid=step-up-begin]").ClickAsync();

        await using var db = Portal.Databases.Create();
        (await db.KeptActions.SingleAsync()).Action.ShouldContain("01:00:00");
    }

    [Fact]
    public async Task Card_AskedForInTheFormAfterTheQuickWayWasRefused_ShowsTheSuccessAlone()
    {
        await SignInWithSessionAsync(Scene.Mira);
        await Scene.PublishAsync("sure", [Scene.Asks], new Rule("sure", new Effect.Automatic(TimeSpan.FromHours(8), TimeSpan.FromHours(1), AssuranceLevel.MultiFactor), new Condition.Always()));
        var card = await CardOfAskedAsync();
        await ExtendAsync(card, "extend-now");
        await ExtendAsync(card, "extend-form");

        await card.Find("[data-testid=extend-form] [data-testid=step-up-without]").ClickAsync();

        card.Find("[data-testid=grant-outcome]").TextContent.ShouldContain("Asked for 30 min more.");
        card.FindAll("[data-testid=step-up-begin]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Card_ExtensionAsksSomebodyAfterAStrongerSignIn_SaysWhomAndNotAutomatic()
    {
        var grant = await ActiveAsync();
        var stage = new Stage([new Approver.Group("owners")], 1, TimeSpan.FromHours(1));
        await Scene.PublishAsync("sure", [Scene.Automatic], new Rule("sure", new Effect.Require(Stage: stage, Assurance: AssuranceLevel.MultiFactor), new Condition.Always()));

        var card = Show<GrantCard>(p => p.Add(c => c.Grant, grant));

        card.WaitForElement("[data-testid=extend-now]").TextContent.ShouldStartWith("Extend 30 min: asks one of owners");
    }

    /// <param name="way">By the button alone, or by the form.</param>
    private static async Task ExtendAsync(IRenderedComponent<GrantCard> card, string way)
    {
        var now = card.WaitForElement("[data-testid=extend-now]");
        if (way == "extend-now")
        {
            await now.ClickAsync();
            return;
        }
        await card.Find("[data-testid=extend]").ClickAsync();
        await card.Find("[data-testid=extend-reason]").InputAsync("still checking");
        await card.Find("[data-testid=extend-form]").SubmitAsync();
    }

    /// <summary>Of access that was agreed to by the way without a stronger sign-in.</summary>
    private async Task<IRenderedComponent<GrantCard>> CardOfAskedAsync()
    {
        var asked = await Scene.Must(Get<SubmitRequest>().RunAsync(Scene.Mira, new RequestForm(Scene.Asks, TimeSpan.FromHours(1), "Check stuck refunds", WithoutStepUp: true), CancellationToken.None));
        await Scene.Must(Scene.ApproveAsync(Scene.Bo, asked));
        await Scene.UntilAsync((await Scene.GrantOfAsync(asked)).Id, GrantState.Active);
        var grant = (await Get<ListMyAccess>().RunAsync(Scene.Mira, CancellationToken.None)).Single();
        return Show<GrantCard>(p => p.Add(c => c.Grant, grant));
    }

    private async Task<GrantView> ActiveAsync(TimeSpan? length = null)
    {
        SignIn(Scene.Mira);
        var row = await Scene.ActiveGrantAsync(Scene.Mira, Scene.Automatic, length ?? TimeSpan.FromHours(1));
        await Scene.UntilAsync(row.Id, GrantState.Active);
        return (await Get<ListMyAccess>().RunAsync(Scene.Mira, CancellationToken.None)).Single();
    }
}
