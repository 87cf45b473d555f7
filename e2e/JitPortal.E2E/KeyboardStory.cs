using System.Text.RegularExpressions;
using JitPortal.TestKit.Servers;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>Asking, deciding and giving back without a mouse; and no single key ever decides anything.</summary>
public sealed class KeyboardStory(BrowserFixture browsers) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task AskDecideAndGiveBack_ByKeysAlone()
    {
        var (jon, bo) = (await browsers.SignInAsync("jon"), await browsers.SignInAsync("bo"));

        // Ctrl K, a few letters, Enter, a reason, Ctrl Enter.
        await jon.Keyboard.PressAsync("Control+k");
        await jon.Keyboard.TypeAsync("ord write");
        await jon.Keyboard.PressAsync("Enter");
        await Focused(jon, "reason");
        await jon.Keyboard.TypeAsync("Requeue one refund");
        await jon.Keyboard.PressAsync("Control+Enter");
        await jon.WaitForURLAsync(new Regex("/requests/"));
        await jon.GetByText("Waiting for approval").First.WaitForAsync();

        // The approver goes to it by its number; A moves the focus to the button, and only Enter approves.
        var number = await jon.GetByTestId("request-number").InnerTextAsync();
        await bo.Keyboard.PressAsync("Control+k");
        await bo.Keyboard.TypeAsync(number);
        await bo.Keyboard.PressAsync("Enter");
        await bo.GetByTestId("approve").WaitForAsync();
        await bo.GetByTestId("detail-number").WaitForAsync();
        await bo.Keyboard.PressAsync("a");
        await Focused(bo, "approve");
        (await jon.GetByTestId("request-state").InnerTextAsync()).ShouldBe("Waiting for approval");
        await bo.Keyboard.PressAsync("Enter");
        await jon.GetByTestId("reveal").WaitForAsync();

        // Back again: the palette only goes there, X moves the focus, Enter starts the five seconds, and they run out.
        await jon.Keyboard.PressAsync("Control+k");
        await jon.Keyboard.TypeAsync("give back ord");
        await jon.Keyboard.PressAsync("Enter");
        await Focused(jon, "give-back");
        (await jon.GetByTestId("grant-state").InnerTextAsync()).ShouldBe("Active");
        await jon.Keyboard.PressAsync("Enter");
        await Focused(jon, "undo-give-back");
        await jon.Keyboard.PressAsync("Enter");
        await Focused(jon, "give-back");
        await jon.Keyboard.PressAsync("Enter");
        await jon.GetByTestId("ended").GetByText("Given back").First.WaitForAsync();
    }

    [Fact]
    public async Task SingleKeys_SwitchedOff_DoNothingAndStayOff()
    {
        var mira = await browsers.SignInAsync("mira");
        await mira.GetByTestId("filter").WaitForAsync();
        await mira.Keyboard.PressAsync("/");
        await Focused(mira, "filter");

        await mira.GetByTestId("user-menu-button").ClickAsync();
        await mira.GetByTestId("menu-keys-switch").UncheckAsync();
        await browsers.GoAsync(mira, "mira", "/");
        await mira.GetByTestId("filter").WaitForAsync();
        await mira.Keyboard.PressAsync("/");

        (await mira.EvaluateAsync<string?>("document.activeElement?.dataset.testid ?? null")).ShouldNotBe("filter");
        (await mira.GetByTestId("menu-keys-switch").IsCheckedAsync()).ShouldBeFalse();
        // Those with Ctrl stay: nobody presses them by accident.
        await mira.Keyboard.PressAsync("Control+k");
        await Focused(mira, "palette-text");
    }

    [Fact]
    public async Task Palette_FindsPeopleForThoseWhoMay_AndLeadsNowhereElse()
    {
        var (tove, mira) = (await browsers.SignInAsync("tove"), await browsers.SignInAsync("mira"));
        await tove.Keyboard.PressAsync("Control+k");
        await tove.Keyboard.TypeAsync("ann lo");
        await tove.Keyboard.PressAsync("Enter");
        await tove.WaitForURLAsync(new Regex("/admin/people/"));
        (await tove.GetByTestId("page-title").InnerTextAsync()).ShouldBe("Ann Lowe");

        await mira.Keyboard.PressAsync("Control+k");
        await mira.Keyboard.TypeAsync("ann lo");
        await mira.GetByTestId("palette-none").WaitForAsync();
        await mira.Keyboard.PressAsync("Enter");
        new Uri(mira.Url).AbsolutePath.ShouldBe("/");
        await mira.Keyboard.PressAsync("Escape");
        await mira.GetByTestId("palette").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    private static Task Focused(IPage page, string testId) => Eventually.TrueAsync(
        async () => await page.EvaluateAsync<string?>("document.activeElement?.dataset.testid ?? null") == testId, $"the focus is on {testId}");
}
