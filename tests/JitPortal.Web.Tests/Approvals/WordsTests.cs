using Bunit;
using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using JitPortal.Web.Approvals;
using JitPortal.Web.Requests;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Approvals;

/// <summary>Asking, answering and passing on: what is said about a request, beside the buttons that decide.</summary>
public sealed class WordsTests : Page
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Bar_Ask_AsksSaysSoAndDecidesNothing()
    {
        var (bar, request) = await BarAsync(Scene.Bo);

        await bar.Find("[data-testid=ask]").ClickAsync();
        bar.Find("[data-testid=ask-send]").HasAttribute("disabled").ShouldBeTrue();
        await bar.Find("[data-testid=ask-text]").InputAsync("Which refunds?");
        await bar.Find("[data-testid=ask-form]").SubmitAsync();

        bar.Find("[data-testid=said]").TextContent.ShouldContain("Asked. Mira Kovač is told at once");
        bar.FindAll("[data-testid=ask-form]").ShouldBeEmpty();
        bar.FindAll("[data-testid=approve]").Count.ShouldBe(1);
        (await ReadAsync(Scene.Mira, request)).ShouldSatisfyAllConditions(
            view => view.Summary.State.ShouldBe(RequestState.AwaitingApproval), view => view.Questions.ShouldHaveSingleItem().Given.ShouldBe("Which refunds?"));
    }

    [Fact]
    public async Task Bar_AskOfWhatWasDecided_SaysWhoWasFirstAndKeepsTheText()
    {
        var (bar, request) = await BarAsync(Scene.Bo);
        await bar.Find("[data-testid=ask]").ClickAsync();
        await bar.Find("[data-testid=ask-text]").InputAsync("Which refunds?");
        await Scene.Must(Scene.ApproveAsync(Scene.Ann, request));

        await bar.Find("[data-testid=ask-form]").SubmitAsync();

        bar.Find("[data-testid=ask-problem]").TextContent.ShouldContain("Ann Lowe approved it");
        bar.Find("[data-testid=ask-text]").GetAttribute("value").ShouldBe("Which refunds?");
    }

    [Fact]
    public async Task Bar_PassOn_OffersThoseWhoMayAndTellsTheChosenOne()
    {
        var (bar, request) = await BarAsync(Scene.Bo);

        await bar.Find("[data-testid=pass-on]").ClickAsync();
        bar.Find("[data-testid=pass-on-send]").HasAttribute("disabled").ShouldBeTrue();
        bar.FindAll("[data-testid=pass-on-to] option").Select(option => option.TextContent).ShouldBe(["Choose a person", "Ann Lowe, ann@nordlys.test"]);
        await PassOnAsync(bar, Scene.Ann);

        bar.Find("[data-testid=said]").TextContent.ShouldContain("Passed on. Ann Lowe is told at once.");
        (await ReadAsync(Scene.Mira, request)).Timeline[^1].ShouldSatisfyAllConditions(t => t.Title.ShouldBe("Passed on to Ann Lowe"), t => t.Given.ShouldBe("You know the ledger"));

        await bar.Find("[data-testid=pass-on]").ClickAsync();
        bar.FindAll("[data-testid=said]").ShouldBeEmpty("what was said before is said no more");
        await PassOnAsync(bar, Scene.Ann);
        bar.Find("[data-testid=pass-on-problem]").TextContent.ShouldContain("Ann Lowe was told just now.");
    }

    [Fact]
    public async Task Bar_NobodyElseCanDecide_OffersNoPassingOn()
    {
        var request = await AskAsync();
        SignIn(Scene.Bo);
        var summary = (await ReadAsync(Scene.Bo, request)).Summary;

        var bar = Show<DecisionBar>(p => p.Add(c => c.Request, summary));

        bar.FindAll("[data-testid=pass-on]").ShouldBeEmpty();
        bar.FindAll("[data-testid=ask]").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Inbox_AnotherAsksAndTheRequesterAnswers_BothAppearInOrderByThemselves()
    {
        var request = await AskAsync();
        SignIn(Scene.Ann);
        var inbox = Show<ApprovalsPage>(_ => { });
        inbox.WaitForElement("[data-testid=approval-detail]");
        inbox.FindAll("[data-testid=thread]").ShouldBeEmpty();

        await Scene.Must(Get<AskRequester>().RunAsync(Scene.Bo, request, "Which refunds?", CancellationToken.None));
        inbox.WaitForElement($"[data-testid='said-{AuditTypes.QuestionAsked}']").TextContent.ShouldContain("Which refunds?");
        await Scene.Must(Get<AnswerQuestion>().RunAsync(Scene.Mira, request, "Those of May", CancellationToken.None));

        inbox.WaitForElement($"[data-testid='said-{AuditTypes.QuestionAnswered}']").TextContent.ShouldContain("Mira Kovač · Answer");
        inbox.FindAll("[data-testid=thread] .words").Select(words => words.TextContent).ShouldBe(["Which refunds?", "Those of May"]);
        inbox.Find("[data-testid=decide-by]").TextContent.ShouldContain("Decide by", customMessage: "the time runs on, for everybody to see");
    }

    [Fact]
    public async Task Answer_SaysWhatIsAskedByWhomAndAnswersAllOfIt()
    {
        var request = await AskAsync();
        await Scene.Must(Get<AskRequester>().RunAsync(Scene.Bo, request, "Which refunds?", CancellationToken.None));
        await Scene.Must(Get<AskRequester>().RunAsync(Scene.Ann, request, "Why <now>?", CancellationToken.None));
        SignIn(Scene.Mira);
        var view = await ReadAsync(Scene.Mira, request);
        var answered = 0;
        var box = Show<AnswerBox>(p => p.Add(c => c.Request, view.Summary).Add(c => c.Questions, view.Questions).Add(c => c.OnAnswered, () => answered++));

        box.FindAll("[data-testid=question]").Select(question => question.TextContent).ShouldBe(["Which refunds?", "Why <now>?"]);
        box.Find("[data-testid=questions]").TextContent.ShouldSatisfyAllConditions(text => text.ShouldContain("Bo Berg"), text => text.ShouldContain("Ann Lowe"), text => text.ShouldContain("It is decided by"));
        box.Find("[data-testid=answer-send]").HasAttribute("disabled").ShouldBeTrue();
        await box.Find("[data-testid=answer-text]").InputAsync("Those of May");
        await box.Find("[data-testid=answer-form]").SubmitAsync();
        answered.ShouldBe(1);
        (await ReadAsync(Scene.Mira, request)).Questions.ShouldBeEmpty();

        await box.Find("[data-testid=answer-form]").SubmitAsync();   // from a page that is behind
        box.Find("[data-testid=answer-problem]").TextContent.ShouldContain("Nothing that was asked is without an answer.");
        answered.ShouldBe(1);
    }

    [Fact]
    public async Task Timeline_TellsInOrderWhoAskedAnsweredAndHasItNow()
    {
        var request = await AskAsync();
        await Scene.Must(Get<AskRequester>().RunAsync(Scene.Bo, request, "Which refunds?", CancellationToken.None));
        await Scene.Must(Get<AnswerQuestion>().RunAsync(Scene.Mira, request, "Those of May", CancellationToken.None));
        await Scene.Must(Get<PassOnRequest>().RunAsync(Scene.Bo, request, new PassOnForm(Scene.Ann.Id, "You know the ledger"), CancellationToken.None));
        var view = await ReadAsync(Scene.Mira, request);

        var timeline = Show<Timeline>(p => p.Add(c => c.View, view));

        var steps = timeline.FindAll("[data-testid^='step-request.']").Select(step => step.QuerySelector(".text")!.TextContent).ToList();
        steps[^3].ShouldMatch("Question · Bo Berg\\s*“Which refunds\\?”");
        steps[^2].ShouldMatch("Answer · Mira Kovač\\s*“Those of May”");
        steps[^1].ShouldMatch("Passed on to Ann Lowe · Bo Berg\\s*“You know the ledger”");
    }

    private async Task<RequestId> AskAsync() => await Scene.Must(Scene.AskAsync(Scene.Mira, Scene.Asks, 4 * Hour));

    private async Task<(IRenderedComponent<DecisionBar> Bar, RequestId Request)> BarAsync(Actor approver)
    {
        var request = await AskAsync();
        SignIn(approver);
        var view = await ReadAsync(approver, request);
        return (Show<DecisionBar>(p => p.Add(c => c.Request, view.Summary).Add(c => c.PassOnTo, view.PassOnTo)), request);
    }

    private static async Task PassOnAsync(IRenderedComponent<DecisionBar> bar, Actor to)
    {
        await bar.Find("[data-testid=pass-on-to]").ChangeAsync(to.Id.Value.ToString());
        await bar.Find("[data-testid=pass-on-remark]").InputAsync("You know the ledger");
        await bar.Find("[data-testid=pass-on-form]").SubmitAsync();
    }

    private async Task<RequestView> ReadAsync(Actor reader, RequestId request) => await Scene.Must(Get<ReadRequest>().RunAsync(reader, request, CancellationToken.None));
}
