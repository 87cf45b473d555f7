using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace JitPortal.E2E;

/// <summary>One page to look at, and what it is for.</summary>
/// <param name="Purpose">The test id of what must be in view without scrolling.</param>
/// <param name="Then">What is done on the page before it is looked at: a dialog opened, a field filled in.</param>
internal sealed record LookedAt(string Name, IPage Page, string Person, string Path, string Purpose, Func<IPage, Task>? Then = null)
{
    /// <summary>The first are drawn twice, and the second drawing is the one that stays; the others have no circuit and no such mark.</summary>
    private const string Drawn = "[data-live=true], .decide, .plain, form[action='/connect/authorize']";

    /// <summary>As tall as a phone's page is long, to look at what is below the fold.</summary>
    private const int Tall = 1900;

    /// <summary>Between the widest and the narrowest nothing is there that axe has not seen in one of them.</summary>
    private static readonly IReadOnlyList<(int Width, int Height, bool Axe)> Sizes = [(1440, 900, true), (1280, 720, false), (768, 1024, false), (390, 664, true)];

    /// <summary>
    /// Controls that a person could hit at this moment and that lie over each other by more than a hair. What is inside another is no
    /// overlap, what is scrolled away or covered by a bar cannot be hit, and an open menu is meant to lie over the page.
    /// </summary>
    private const string Overlaps = """
        () => {
          const name = (e) => `${e.tagName.toLowerCase()} “${(e.dataset.testid ?? e.textContent ?? "").trim().slice(0, 40)}”`;
          // What a scrolling ancestor cuts off is not there to be overlapped.
          const box = (e) => {
            let { left, top, right, bottom } = e.getBoundingClientRect();
            for (let p = e.parentElement; p; p = p.parentElement) {
              if (getComputedStyle(p).overflow === "visible") continue;
              const c = p.getBoundingClientRect();
              [left, top, right, bottom] = [Math.max(left, c.left), Math.max(top, c.top), Math.min(right, c.right), Math.min(bottom, c.bottom)];
            }
            return { left, top, right, bottom, width: right - left, height: bottom - top };
          };
          const shown = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
            .map((e) => ({ e, r: box(e) }))
            .filter(({ e, r }) => r.width > 2 && r.height > 2 && e.checkVisibility({ visibilityProperty: true, opacityProperty: false }))
            .filter(({ e, r }) => { const hit = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2); return hit && (e.contains(hit) || hit.contains(e) || hit.closest("label")?.contains(e)); });
          const found = [];
          shown.forEach((a, i) => shown.slice(i + 1).forEach((b) => {
            if (a.e.contains(b.e) || b.e.contains(a.e)) return;
            if (a.e.closest("dialog, [popover]") !== b.e.closest("dialog, [popover]")) return;
            const w = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left);
            const h = Math.min(a.r.bottom, b.r.bottom) - Math.max(a.r.top, b.r.top);
            if (w > 1.5 && h > 1.5) found.push(`${name(a.e)} and ${name(b.e)}`);
          }));
          return found.slice(0, 5);
        }
        """;

    /// <summary>
    /// What a person would have to push sideways: the page, or a part of it that is no table and no line of code. A table that is too
    /// wide says so by a bar of its own and can be reached by key.
    /// </summary>
    private const string Sideways = """
        () => [document.documentElement, ...document.querySelectorAll("body *")]
          .filter((e) => e === document.documentElement || ["auto", "scroll"].includes(getComputedStyle(e).overflowX))
          .filter((e) => e.scrollWidth - (e === document.documentElement ? innerWidth : e.clientWidth) > 1 && e.clientWidth > 0)
          .filter((e) => !(e.tabIndex === 0 && e.querySelector("table, code")) && !e.closest("input, textarea"))
          .map((e) => `${e.tagName.toLowerCase()}.${e.className} by ${e.scrollWidth - e.clientWidth} px`)
        """;

    private const string InView = """
        (purpose) => {
          const e = document.querySelector(`[data-testid="${purpose}"]`);
          if (!e) return false;
          const b = e.getBoundingClientRect();
          const y = b.top + Math.min(b.height / 2, 20);
          const hit = document.elementFromPoint(b.left + Math.min(b.width / 2, 60), y);
          return y > 0 && y < innerHeight && (e.contains(hit) || hit?.contains(e));
        }
        """;

    /// <returns>What is wrong, in words.</returns>
    public async Task<IReadOnlyList<string>> LookAsync(BrowserFixture browsers, string theme, Gallery gallery)
    {
        var found = new List<string>();
        var refused = new List<string>();
        void Hear(object? sender, IConsoleMessage said)
        {
            if (said.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                refused.Add(said.Text);
        }

        await Page.EmulateMediaAsync(new() { ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light });
        // Known to the server before the first paint, as for a person who has chosen.
        await Page.Context.AddCookiesAsync([new() { Name = "jitportal.theme", Value = theme, Url = browsers.Portal.AddressOf(Person) }]);
        Page.Console += Hear;
        await OpenAsync(browsers);
        foreach (var (width, height, forAxe) in Sizes)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{Name}, {theme}, {width} x {height}");
            await Page.SetViewportSizeAsync(width, height);
            found.AddRange((await SidewaysAsync()).Select(part => $"{at}: scrolls sideways in {part}"));
            if (!await InViewAsync())
                found.Add($"{at}: “{Purpose}” is not in view");
            found.AddRange((await Page.EvaluateAsync<string[]>(Overlaps)).Select(pair => $"{at}: overlap of {pair}"));
            if (forAxe)
                found.AddRange((await Page.RunAxe()).Violations.Select(violation => $"{at}: {violation.Id}, {Where(violation)}"));
            await gallery.TakeAsync(Page, Name, theme, width);
        }

        if (gallery.Wanted)
        {
            await Page.SetViewportSizeAsync(Sizes[^1].Width, Tall);
            await gallery.TakeAsync(Page, Name + "-tall", theme, Sizes[^1].Width);
        }

        Page.Console -= Hear;
        return [.. found, .. refused.Select(text => $"{Name}, {theme}: {text}")];
    }

    /// <summary>Opens it at its widest and waits until it has come to rest.</summary>
    public async Task OpenAsync(BrowserFixture browsers)
    {
        await Page.SetViewportSizeAsync(Sizes[0].Width, Sizes[0].Height);
        await Page.GotoAsync(browsers.Portal.AddressOf(Person) + Path);
        // A page with a circuit is drawn anew when it comes: a click in that moment meets nothing.
        if (Then is not null && await Page.GetByTestId("live").CountAsync() > 0)
            await BrowserFixture.LiveAsync(Page);
        await Page.Locator(Drawn).First.WaitForAsync();
        if (Then is not null)
            await Then(Page);
        await Page.GetByTestId(Purpose).First.WaitForAsync();
        await Page.Locator("main .rows[aria-hidden]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await Page.WaitForFunctionAsync("() => document.title !== ''");
    }

    /// <returns>What would have to be pushed sideways.</returns>
    public Task<string[]> SidewaysAsync() => Page.EvaluateAsync<string[]>(Sideways);

    private static string Where(AxeResultItem violation) => string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html));

    /// <summary>Its upper edge is where a person sees it, and nothing lies over it, as soon as the page has come to rest.</summary>
    private async Task<bool> InViewAsync()
    {
        try
        {
            await Page.WaitForFunctionAsync(InView, Purpose, new() { Timeout = 5_000 });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
