using JitPortal.TestKit.Servers;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>A rule from the first word to the first request that it decides: written by one administrator, confirmed by another.</summary>
public sealed class PolicyStory(BrowserFixture browsers) : IClassFixture<BrowserFixture>
{
    private const string Policy = "Payments mend orders";
    private const string Approvers = "rules[0].effect.stages[0].approvers[0].name";
    private const string Longest = "rules[1].effect.longest";

    [Fact]
    public async Task Policy_FromATemplateToTheFirstRequest_IsMendedConfirmedByAnotherAndDecides()
    {
        var (mira, tove, uma) = (await browsers.SignInAsync("mira"), await browsers.SignInAsync("tove"), await browsers.SignInAsync("uma"));
        await AskToWriteAsync(mira, "NeedsApproval");

        await browsers.GoAsync(tove, "tove", "/policies");
        await tove.GetByTestId("new-policy").ClickAsync();
        await tove.GetByTestId("template-write-by-owner").ClickAsync();
        await LeaveAtOnceAsync(tove, "policies");   // nothing was written yet
        await tove.GetByTestId("new-policy").ClickAsync();
        await tove.GetByTestId("template-write-by-owner").ClickAsync();
        await MendAsync(tove);
        await StayAsync(tove);
        await SaveAsync(tove);
        await ThrowAwayAsync(tove);
        await ConfirmAsync(tove, uma);

        await AskToWriteAsync(mira, "Automatic");
        await mira.GetByTestId("request-access").ClickAsync();
        await mira.GetByTestId("reveal").WaitForAsync();
        await mira.GetByText(Policy).First.WaitForAsync();   // what decided is named on the page of the request
    }

    /// <summary>What is missing and what cannot be read is named where it is written and in the list beside it, and nothing is published of it.</summary>
    private static async Task MendAsync(IPage tove)
    {
        await RefusedAsync(tove, Approvers);
        await tove.GetByTestId(Approvers).FillAsync("database-owners");
        await tove.GetByTestId("policy-name").FillAsync(Policy);
        await tove.GetByTestId("add-automatic").ClickAsync();
        await tove.GetByTestId("kind-rules[1].when").SelectOptionAsync("inGroup");
        await tove.GetByTestId("rules[1].when.group").FillAsync("payments");
        await tove.GetByTestId(Longest).FillAsync("half a day");
        await tove.GetByTestId(Longest).BlurAsync();
        await RefusedAsync(tove, Longest);
        await tove.GetByTestId("propose").ClickAsync();
        await RefusedAsync(tove, Longest);
        await tove.GetByTestId(Longest).FillAsync("90 min");
        await tove.GetByTestId(Longest).BlurAsync();
        await tove.GetByTestId("policy-words").GetByText("payments").WaitForAsync();
        (await tove.GetByTestId(Longest).GetAttributeAsync("aria-invalid")).ShouldBe("false");
    }

    private static async Task RefusedAsync(IPage tove, string field)
    {
        await tove.GetByTestId("mistakes").GetByText(field, new() { Exact = true }).WaitForAsync();
        (await tove.GetByTestId(field).GetAttributeAsync("aria-invalid")).ShouldBe("true");
        (await tove.Locator($"[id='mistake-{field}']").InnerTextAsync()).ShouldNotBeEmpty();
        (await tove.GetByTestId("save-state").InnerTextAsync()).ShouldStartWith("1 place to fill in or mend");
    }

    private static async Task StayAsync(IPage tove)
    {
        await tove.GetByRole(AriaRole.Link, new() { Name = "Policies" }).First.ClickAsync();
        await Question(tove).GetByRole(AriaRole.Button, new() { Name = "Stay" }).ClickAsync();
        await Question(tove).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await tove.GetByTestId("policy-name").InputValueAsync()).ShouldBe(Policy);
    }

    /// <summary>The first save leads to the page of the draft; neither this nor leaving it asks anything.</summary>
    private static async Task SaveAsync(IPage tove)
    {
        await tove.GetByTestId("save-draft").ClickAsync();
        await tove.GetByTestId("draft-state").GetByText("Draft of Tove Dahl").WaitForAsync();
        await LeaveAtOnceAsync(tove, "policies");
        await tove.GetByTestId($"policy-{Policy}").ClickAsync();
        // And once more on the page of the draft, where a save stays.
        await tove.GetByTestId(Longest).FillAsync("1 h 15");
        await tove.GetByTestId(Longest).BlurAsync();
        await tove.GetByTestId("save-state").GetByText("Not saved yet").WaitForAsync();
        await tove.GetByTestId("save-draft").ClickAsync();
        await tove.GetByTestId("save-state").GetByText("Draft saved").WaitForAsync();
        await LeaveAtOnceAsync(tove, "policies");
    }

    /// <summary>Who leaves all the same finds the draft as it was saved.</summary>
    private static async Task ThrowAwayAsync(IPage tove)
    {
        await tove.GetByTestId($"policy-{Policy}").ClickAsync();
        await tove.GetByTestId(Longest).FillAsync("8 h");
        await tove.GetByTestId(Longest).BlurAsync();
        await tove.GetByTestId("save-state").GetByText("Not saved yet").WaitForAsync();
        await tove.GetByRole(AriaRole.Link, new() { Name = "Policies" }).First.ClickAsync();
        await Question(tove).GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();
        await tove.GetByTestId($"policy-{Policy}").ClickAsync();
        await tove.GetByTestId(Longest).WaitForAsync();
        (await tove.GetByTestId(Longest).InputValueAsync()).ShouldBe("1 h 15 min");
    }

    private async Task ConfirmAsync(IPage tove, IPage uma)
    {
        await tove.GetByTestId("propose").ClickAsync();
        await tove.GetByTestId("draft-state").GetByText("Waits for confirmation").WaitForAsync();
        (await tove.GetByTestId("confirm-policy").IsDisabledAsync()).ShouldBeTrue("nobody confirms their own");

        await browsers.GoAsync(uma, "uma", "/policies");
        await uma.GetByTestId($"policy-{Policy}").ClickAsync();
        await uma.GetByTestId("proposal").GetByText("Tove Dahl proposed this").WaitForAsync();
        await uma.GetByTestId("confirm-policy").ClickAsync();

        await tove.GetByTestId("in-force").GetByText("v1 in force").WaitForAsync();   // without a reload
        await tove.GetByTestId("tab-versions").ClickAsync();
        (await tove.GetByTestId("version-1").InnerTextAsync()).ShouldContain("by Tove Dahl, confirmed by Uma Ek, in force");
    }

    /// <summary>Through the page's own link, so that the portal is asked and not the browser.</summary>
    private static async Task LeaveAtOnceAsync(IPage tove, string there)
    {
        await tove.GetByRole(AriaRole.Link, new() { Name = "Policies" }).First.ClickAsync();
        var arrived = tove.GetByTestId(there);
        await Eventually.TrueAsync(async () => await arrived.IsVisibleAsync() || await Question(tove).IsVisibleAsync(), "the way out is taken");
        (await Question(tove).CountAsync()).ShouldBe(0, "nothing is lost by leaving");
    }

    private async Task AskToWriteAsync(IPage mira, string outlook)
    {
        await browsers.GoAsync(mira, "mira", "/?resource=orders-db&role=Write&for=15m&reason=Mend%20one%20order");
        await mira.GetByTestId($"preview-{outlook}").WaitForAsync();
    }

    private static ILocator Question(IPage page) => page.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "Leave without saving?" });
}
