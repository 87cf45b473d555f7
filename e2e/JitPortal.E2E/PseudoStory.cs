using System.Text;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace JitPortal.E2E;

/// <summary>
/// The pages of <see cref="LookPages"/> in a language in which every text is marked and a third longer: what is not marked cannot be translated,
/// and what makes a phone's page wider than the phone has no room for German.
/// </summary>
public sealed class PseudoStory : IAsyncLifetime
{
    private const string Language = "qps-Ploc";

    /// <summary>
    /// What is shown or read out and does not stand between ⟦ and ⟧. What somebody has named or written is nobody's to translate, and what is
    /// recorded is English: the markup says which that is. Lengths have symbols that are the same in every language.
    /// </summary>
    private const string Unmarked = """
        () => {
          const data = "bdi, blockquote, code, kbd, pre, time, .mono, script, style, [translate=no], body [lang=en]";
          const bare = (text) => {
            let rest = text.replaceAll("JitPortal", "");
            for (let last = ""; last !== rest;) [last, rest] = [rest, rest.replace(/⟦[^⟦⟧]*⟧/g, "")];
            // An instant in the middle of a text is an element of its own, and the text goes on behind it.
            rest = rest.replace(/⟦[^⟦]*$/, "").replace(/^[^⟧]*⟧/, "");
            return rest.replace(/\d+ (d|h|min|s)\b/g, "").trim();
          };
          const found = [];
          const look = (what, text) => { if (/\p{L}{2}/u.test(bare(text))) found.push(`${what} “${bare(text).slice(0, 80)}”`); };
          const where = (e) => `${e.tagName.toLowerCase()}${e.closest("[data-testid]") ? ` in ${e.closest("[data-testid]").dataset.testid}` : ""}:`;
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const e = texts.currentNode.parentElement;
            if (e.closest(data) || !(e.checkVisibility({ visibilityProperty: true }) || e.closest("option"))) continue;
            look(where(e), texts.currentNode.data);
          }
          for (const e of document.querySelectorAll("body *")) {
            if (e.closest(data) || !(e.checkVisibility({ visibilityProperty: true }) || e.closest("option, optgroup"))) continue;
            for (const name of ["aria-label", "aria-description", "alt", "label", "placeholder", "title"])
              if (e.hasAttribute(name)) look(`${where(e)} ${name}`, e.getAttribute(name));
          }
          return [...new Set(found)];
        }
        """;

    private readonly BrowserFixture browsers = new(new PortalProcess { Settings = { ["Languages__0"] = "en", ["Languages__1"] = Language } });

    public ValueTask InitializeAsync() => browsers.InitializeAsync();

    public ValueTask DisposeAsync() => browsers.DisposeAsync();

    [Fact]
    public async Task Pages_InTheLanguageOfTheBrowser_HaveNoTextThatCannotBeTranslatedAndFitAPhone()
    {
        var gallery = new Gallery(Environment.GetEnvironmentVariable("JITPORTAL_SCREENSHOTS"));
        var (mira, bo) = (await SignInAsync("mira"), await SignInAsync("bo"));
        var (held, withdrawn, waiting) = await LookScene.MakeAsync(browsers, mira, bo);

        LookedAt[] pages =
        [
            .. LookPages.OfRequester(mira, held, waiting, withdrawn),
            .. LookPages.OfApprover(bo, waiting, withdrawn),
            .. LookPages.OfAdministrator(await SignInAsync("tove")),
            .. LookPages.OfAuditor(await SignInAsync("lea")),
            .. LookPages.OfNobody(await browsers.NewPageAsync(new() { Locale = Language })).Where(page => page.Path != "/"),   // that is the issuer's page
        ];
        var found = new List<string>();
        foreach (var page in pages)
            found.AddRange(await LookAsync(page, gallery));

        await bo.GotoAsync(browsers.Portal.AddressOf("bo") + "/approve/" + waiting);
        await bo.GetByTestId("approve").ClickAsync();
        await bo.GetByTestId("outcome").WaitForAsync();
        foreach (var file in Directory.GetFiles(browsers.Portal.DataFolder, "portal.db*"))
        {
            if (await HoldsAsync(file, "⟦") || await HoldsAsync(file, @"\u27E6"))   // as text, and as JSON writes it
                found.Add($"{Path.GetFileName(file)}: something is recorded in the language of whoever caused it");
        }

        found.ShouldBeEmpty();
    }

    private static async Task<bool> HoldsAsync(string file, string text)
    {
        await using var read = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await read.CopyToAsync(copy);
        return copy.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    }

    private async Task<IReadOnlyList<string>> LookAsync(LookedAt page, Gallery gallery)
    {
        await page.OpenAsync(browsers);
        var unmarked = await page.Page.EvaluateAsync<string[]>(Unmarked);
        await gallery.TakeAsync(page.Page, page.Name, "pseudo", 1440);
        await page.Page.SetViewportSizeAsync(390, 664);
        var sideways = await page.SidewaysAsync();
        await gallery.TakeAsync(page.Page, page.Name, "pseudo", 390);
        return [.. unmarked.Select(text => $"{page.Name}: {text}"), .. sideways.Select(part => $"{page.Name}, 390 px: scrolls sideways in {part}")];
    }

    private Task<IPage> SignInAsync(string person) => browsers.SignInAsync(person, language: Language);
}
