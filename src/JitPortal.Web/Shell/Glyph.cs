using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>The stroke icons of icons.svg; always beside a word, hence hidden from screen readers.</summary>
/// <remarks>
/// Markup and no component: an open page pays close to 2 kB for each component on it, and there are dozens of icons on one.
/// They stand in the document once, so that nothing more has to be fetched before they are seen.
/// </remarks>
internal static class Glyph
{
    private static readonly ConcurrentDictionary<(string Name, string Classes), MarkupString> Drawn = new();

    /// <summary>All symbols, for the document.</summary>
    public static MarkupString Sprite { get; } = Read();

    public static MarkupString Logo { get; } = new("""
        <svg class="logo" viewBox="0 0 28 28" aria-hidden="true" focusable="false"><circle cx="14" cy="14" r="12" /><path d="M14 2a12 12 0 0 1 10.4 18" /><circle class="dot" cx="14" cy="14" r="3.2" /></svg>
        """);

    public static MarkupString Of(string name) => Use(name, "icon");

    public static MarkupString Small(string name) => Use(name, "icon small");

    /// <summary>The same string for every page: each keeps what it shows.</summary>
    private static MarkupString Use(string name, string classes) => Drawn.GetOrAdd((name, classes), icon =>
        new($"""<svg class="{icon.Classes}" aria-hidden="true" focusable="false"><use href="#icon-{icon.Name}" /></svg>"""));

    private static MarkupString Read()
    {
        using var file = typeof(Glyph).Assembly.GetManifestResourceStream(typeof(Glyph), "icons.svg")!;
        using var reader = new StreamReader(file);
        return new MarkupString(reader.ReadToEnd());
    }
}
