using System.Text.RegularExpressions;
using JitPortal.TestKit.Servers;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>Two who can decide, and then nobody who can: a decision is seen at once, and an emergency goes round nobody in silence.</summary>
public sealed class DecisionStory(BrowserFixture browsers) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Decide_ByOneOfTwo_TheOtherSeesItAtOnceAndIsToldWhoWasFirst()
    {
        var jon = await browsers.SignInAsync("jon");
        await FillAsync(jon, "Requeue one refund");
        await jon.GetByTestId("request-access").ClickAsync();
        var request = await FiledAsync(jon);
        var (bo, ann) = (await browsers.SignInAsync("bo"), await browsers.SignInAsync("ann"));
        await browsers.GoAsync(bo, "bo", "/approvals?id=" + request);
        await browsers.GoAsync(ann, "ann", "/approvals?id=" + request);
        var phone = await browsers.OpenAsync("ann", new() { ViewportSize = new() { Width = 390, Height = 664 }, JavaScriptEnabled = false }, "/approve/" + request);
        await phone.GetByTestId("approve").WaitForAsync();

        await bo.GetByTestId("approve").ClickAsync();

        await ann.GetByTestId("no-longer-waiting").WaitForAsync();
        await jon.GetByTestId("reveal").WaitForAsync();
        await phone.GetByTestId("approve").ClickAsync();   // the page on the phone is stale
        await phone.GetByText(new Regex("Bo Berg approved it")).First.WaitForAsync();
        await browsers.GiveBackAsync(jon, "jon", request);
    }

    [Fact]
    public async Task AskAnswerPassOn_ByTwoWhoDecide_EachSeesItWithoutReloadingAndOneApproves()
    {
        var (jon, bo, ann) = (await browsers.SignInAsync("jon"), await browsers.SignInAsync("bo"), await browsers.SignInAsync("ann"));
        await FillAsync(jon, "Requeue one refund");
        await jon.GetByTestId("request-access").ClickAsync();
        var request = await FiledAsync(jon);
        await browsers.GoAsync(ann, "ann", "/notices");
        await ann.GetByTestId("notice-RequestWaits").First.WaitForAsync();
        await ann.GetByTestId("see-all").ClickAsync();
        await ann.GetByTestId("unread").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        // Q opens the box and the focus is in it; Ctrl Enter sends.
        await browsers.GoAsync(bo, "bo", "/approvals?id=" + request);
        await bo.GetByTestId("approval-detail").WaitForAsync();
        await bo.Keyboard.PressAsync("q");
        await Eventually.TrueAsync(async () => await bo.EvaluateAsync<string?>("document.activeElement?.dataset.testid ?? null") == "ask-text", "the focus is on the question");
        await bo.Keyboard.TypeAsync("Which refund is it?");
        await bo.Keyboard.PressAsync("Control+Enter");
        await bo.GetByTestId("said").WaitForAsync();

        (await jon.GetByTestId("question").InnerTextAsync()).ShouldBe("Which refund is it?");
        await jon.GetByTestId("answer-text").FillAsync("The one of INC-4821");
        await jon.GetByTestId("answer-send").ClickAsync();
        await jon.GetByTestId("questions").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await bo.GetByTestId("said-request.answer").InnerTextAsync()).ShouldContain("The one of INC-4821");

        await bo.GetByTestId("pass-on").ClickAsync();
        await bo.GetByTestId("pass-on-to").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await bo.GetByTestId("pass-on-remark").FillAsync("You know the queue");
        await bo.GetByTestId("pass-on-send").ClickAsync();
        await bo.GetByTestId("said").GetByText("Passed on. Ann Lowe is told at once.").WaitForAsync();

        await jon.GetByText("Passed on to Ann Lowe").WaitForAsync();
        await ann.GetByTestId("unread").WaitForAsync();   // the bell, on a page that stood open
        var notice = ann.GetByTestId("notice-RequestPassedOn");
        (await notice.InnerTextAsync()).ShouldMatch("(?s)Bo Berg passed Jon Sørli’s request on to you: orders-db Write, .+ — decide by .+You know the queue");
        await notice.ClickAsync();
        (await ann.GetByTestId("thread").InnerTextAsync()).ShouldMatch("(?s)Which refund is it.+The one of INC-4821.+You know the queue");
        await ann.GetByTestId("approve").ClickAsync();
        await jon.GetByTestId("reveal").WaitForAsync();
        await browsers.GiveBackAsync(jon, "jon", request);
    }

    [Fact]
    public async Task BreakGlass_WhileEverybodyIsAway_OpensIsExplainedAndReviewed()
    {
        var (mira, bo, ann) = (await browsers.SignInAsync("mira"), await browsers.SignInAsync("bo"), await browsers.SignInAsync("ann"));
        await GoAwayAsync(bo, "bo", "Ann Lowe");
        await GoAwayAsync(ann, "ann", "Bo Berg");
        await browsers.GoAsync(mira, "mira", "/");
        await FillAsync(mira, "Orders are not taken");

        (await mira.GetByTestId("nobody-here").InnerTextAsync()).ShouldMatch("Nobody who can approve is here. Next: (Bo Berg|Ann Lowe)");
        (await mira.GetByTestId("emergency-panel").InnerTextAsync()).ShouldContain("Starts now. Tells");
        await mira.GetByTestId("emergency-access").ClickAsync();
        var request = await FiledAsync(mira);
        await mira.GetByTestId("reveal").WaitForAsync();
        await bo.GetByTestId("unread").WaitForAsync();   // the bell, on a page that stood open
        foreach (var (page, person) in new[] { (bo, "bo"), (ann, "ann") })
        {
            await browsers.GoAsync(page, person, "/notices");
            (await page.GetByTestId("notice-EmergencyOpened").First.InnerTextAsync()).ShouldMatch("(?s)Emergency access: Mira .+: orders-db Write, .+ — review by .+Orders are not taken");
        }

        await browsers.GoAsync(mira, "mira", "/reviews");
        await mira.GetByTestId("explain-text").FillAsync("The queue was stuck; I requeued it.");
        await mira.GetByTestId("explain").ClickAsync();
        await browsers.GoAsync(bo, "bo", "/reviews");
        var review = bo.GetByTestId("review-" + request);
        (await review.GetByTestId("review-state").InnerTextAsync()).ShouldStartWith("Due ");
        (await review.GetByTestId("review-explanation").InnerTextAsync()).ShouldBe("The queue was stuck; I requeued it.");
        await review.GetByTestId("accept").ClickAsync();

        await mira.GetByTestId("review-" + request).GetByText("Accepted").WaitForAsync();
        await browsers.GoAsync(mira, "mira", "/notices");
        await mira.GetByTestId("notice-EmergencyReviewed").GetByText("Emergency access accepted: orders-db Write").WaitForAsync();
        foreach (var (page, person) in new[] { (bo, "bo"), (ann, "ann") })
        {
            await browsers.GoAsync(page, person, "/away");
            await page.GetByTestId("come-back").ClickAsync();
            await page.GetByTestId("absence").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        }
    }

    private async Task GoAwayAsync(IPage page, string person, string standIn)
    {
        await browsers.GoAsync(page, person, "/away");
        var option = page.GetByTestId("away-delegate").Locator("option").Filter(new() { HasText = standIn });
        await page.GetByTestId("away-delegate").SelectOptionAsync([(await option.GetAttributeAsync("value"))!]);
        await page.GetByTestId("away-until").FillAsync(TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await page.GetByTestId("go-away").ClickAsync();
        await page.GetByTestId("absence").WaitForAsync();
    }

    private static async Task FillAsync(IPage page, string reason)
    {
        await page.GetByTestId("resource-orders-db").ClickAsync();
        await page.GetByTestId("role-Write").CheckAsync();
        await page.GetByTestId("reason").FillAsync(reason);
        await page.GetByTestId("preview").GetByText(new Regex("must agree")).WaitForAsync();
    }

    private static async Task<string> FiledAsync(IPage page)
    {
        await page.WaitForURLAsync(new Regex("/requests/"));
        await page.GetByTestId("request-state").WaitForAsync();
        return new Uri(page.Url).Segments[^1];
    }
}
