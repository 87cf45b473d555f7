using Bunit;
using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Approvals;
using JitPortal.Web.Shell;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Approvals;

public sealed class DecisionBarTests : Page
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private string? said;

    protected override TimeProvider PageClock => time;

    [Fact]
    public async Task Bar_Approve_ApprovesAsAsked()
    {
        var (bar, request) = await BarAsync(Scene.Bo);

        await bar.Find("[data-testid=approve]").ClickAsync();

        said.ShouldBe("Approved 4 h for Mira Kovač.");
        (await ReadAsync(request)).ApprovedDuration.ShouldBe(TimeSpan.FromHours(4));
    }

    [Fact]
    public async Task Bar_ApproveShorter_ApprovesTheChosenLength()
    {
        var (bar, request) = await BarAsync(Scene.Bo);

        await bar.Find("[data-testid=shorter-length]").ChangeAsync("00:30:00");
        await bar.Find("[data-testid=approve-shorter]").ClickAsync();

        (await ReadAsync(request)).ApprovedDuration.ShouldBe(TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task Bar_Deny_NeedsAReasonAndPassesItOnAfterFiveSeconds()
    {
        var (bar, request) = await BarAsync(Scene.Bo);
        await bar.Find("[data-testid=deny]").ClickAsync();
        bar.Find("[data-testid=deny-send]").HasAttribute("disabled").ShouldBeTrue();

        var denying = DenyAsync(bar);
        bar.Find("[data-testid=undo-note]").TextContent.ShouldContain("Mira Kovač reads: “No ticket.”");
        (await ReadAsync(request)).Summary.State.ShouldBe(RequestState.AwaitingApproval);
        time.Advance(UndoWindow.Length);
        await denying;

        var view = await ReadAsync(request);
        view.Summary.State.ShouldBe(RequestState.Denied);
        view.Timeline.ShouldContain(entry => entry.Detail != null && entry.Detail.Contains("No ticket."));
        said.ShouldBe("Denied. Mira Kovač sees your reason.");
    }

    [Fact]
    public async Task Bar_DenyUndone_ChangesNothingAndKeepsTheForm()
    {
        var (bar, request) = await BarAsync(Scene.Bo);
        await bar.Find("[data-testid=deny]").ClickAsync();
        var denying = DenyAsync(bar);

        await bar.Find("[data-testid=undo]").ClickAsync();
        await denying;
        time.Advance(UndoWindow.Length);

        (await ReadAsync(request)).Summary.State.ShouldBe(RequestState.AwaitingApproval);
        bar.Find("[data-testid=deny-send]").HasAttribute("disabled").ShouldBeFalse();
        said.ShouldBeNull();
    }

    [Fact]
    public async Task Bar_DenyAndLeave_HasDenied()
    {
        var (bar, request) = await BarAsync(Scene.Bo);
        await bar.Find("[data-testid=deny]").ClickAsync();
        var denying = DenyAsync(bar);

        await DisposeComponentsAsync();
        await denying;

        (await ReadAsync(request)).Summary.State.ShouldBe(RequestState.Denied);
        said.ShouldBeNull("the page has gone");
    }

    [Fact]
    public async Task Bar_DenyForAnotherReason_NeedsWords()
    {
        var (bar, _) = await BarAsync(Scene.Bo);

        await bar.Find("[data-testid=deny]").ClickAsync();
        await bar.Find("[data-testid=deny-Other]").ChangeAsync(true);
        bar.Find("[data-testid=deny-send]").HasAttribute("disabled").ShouldBeTrue();
        await bar.Find("[data-testid=deny-text]").InputAsync("Ask the vendor first");

        bar.Find("[data-testid=deny-send]").HasAttribute("disabled").ShouldBeFalse();
    }

    [Fact]
    public async Task Bar_DenyByKeyAndEscape_HasTheKeyboardAndGivesItBack()
    {
        var (bar, request) = await BarAsync(Scene.Bo);

        await bar.Find("[data-testid=deny]").ClickAsync();
        JSInterop.VerifyFocusAsyncInvoke();
        await bar.Find("[data-testid=deny-form]").KeyDownAsync("Escape");

        bar.FindAll("[data-testid=deny-form]").ShouldBeEmpty();
        bar.FindAll("[data-testid=deny]").ShouldHaveSingleItem();
        (await ReadAsync(request)).Summary.State.ShouldBe(RequestState.AwaitingApproval);
    }

    [Fact]
    public async Task Bar_ThePoliciesRefuseByNow_SaysSoAndNotThatItWasApproved()
    {
        var (bar, _) = await BarAsync(Scene.Bo);
        await Scene.PublishAsync("closed", [Scene.Asks], new Rule("closed", new Effect.Refuse("Closed for the audit."), new Condition.Always()));

        await bar.Find("[data-testid=approve]").ClickAsync();

        said.ShouldNotBeNull().ShouldStartWith("You agreed, but it was refused.");
        said.ShouldContain("Closed for the audit.");
    }

    [Fact]
    public async Task Bar_SomebodyWasFirst_SaysWhoInsteadOfFailing()
    {
        var (bar, request) = await BarAsync(Scene.Bo);
        await Scene.ApproveAsync(Scene.Ann, request);

        await bar.Find("[data-testid=approve]").ClickAsync();

        bar.Find("[data-testid=decision-problem]").TextContent.ShouldContain("Ann Lowe approved it");
        said.ShouldBeNull();
    }

    [Fact]
    public async Task Bar_OwnRequestOrNoApprover_IsRefusedByTheUseCase()
    {
        var (bar, request) = await BarAsync(Scene.Jon);

        await bar.Find("[data-testid=approve]").ClickAsync();

        bar.FindAll("[data-testid=decision-problem]").Count.ShouldBe(1);
        (await ReadAsync(request)).Summary.State.ShouldBe(RequestState.AwaitingApproval);
    }

    [Fact]
    public async Task Bar_StageAsksForAStrongerSignIn_KeepsTheDecisionAndGoesToTheIssuer()
    {
        var vault = await Scene.EntitlementAsync(Portal, Scene.Target, "vault", "Write", "ephemeral:vault");
        var stage = new Stage([new Approver.Group("owners")], 1, TimeSpan.FromHours(1), Assurance: AssuranceLevel.MultiFactor);
        await Scene.PublishAsync("sure", [vault], new Rule("sure", new Effect.Ask(TimeSpan.FromHours(8), TimeSpan.FromHours(1), [stage]), new Condition.Always()));
        var request = (await Scene.AskAsync(Scene.Mira, vault, TimeSpan.FromHours(4))).Value;
        await SignInWithSessionAsync(Scene.Bo);
        var summary = (await ReadAsync(request)).Summary;
        var bar = Show<DecisionBar>(p => p.Add(c => c.Request, summary).Add(c => c.OnDecided, note => said = note.Words));

        await bar.Find("[data-testid=approve]").ClickAsync();

        Services.GetRequiredService<NavigationManager>().Uri.ShouldContain("/step-up/");
        said.ShouldBeNull();
        (await ReadAsync(request)).Summary.State.ShouldBe(RequestState.AwaitingApproval);
        await using var db = Portal.Databases.Create();
        (await db.KeptActions.SingleAsync()).ShouldSatisfyAllConditions(
            kept => kept.PersonId.ShouldBe(Scene.Bo.Id.Value),
            kept => kept.Level.ShouldBe(AssuranceLevel.MultiFactor),
            kept => kept.Action.ShouldContain(request.Value.ToString()));
    }

    /// <returns>Ends with what was set off.</returns>
    private static Task DenyAsync(IRenderedComponent<DecisionBar> bar)
    {
        bar.Find("[data-testid='deny-No ticket']").Change(true);
        return bar.Find("[data-testid=deny-form]").SubmitAsync();
    }

    private async Task<(IRenderedComponent<DecisionBar> Bar, RequestId Request)> BarAsync(Actor approver)
    {
        var request = (await Scene.AskAsync(Scene.Mira, Scene.Asks, TimeSpan.FromHours(4))).Value;
        SignIn(approver);
        var summary = (await ReadAsync(request)).Summary;
        return (Show<DecisionBar>(p => p.Add(c => c.Request, summary).Add(c => c.OnDecided, note => said = note.Words)), request);
    }

    private async Task<RequestView> ReadAsync(RequestId request) => (await Get<ReadRequest>().RunAsync(Scene.Mira, request, CancellationToken.None)).Value;
}
