using System.Text.RegularExpressions;

namespace JitPortal.Architecture.Tests.Texts;

/// <summary>
/// What a person reads on a page is not written into the markup, where no translation reaches it: neither as text nor in an attribute that
/// is read out or shown. Names of keys, code and the product's own name are nobody's to translate.
/// </summary>
internal static partial class LiteralTextRule
{
    private const string Product = "JitPortal";

    private static readonly HashSet<string> Shown = new(StringComparer.Ordinal)
    {
        "aria-label", "aria-description", "aria-roledescription", "alt", "placeholder", "title",
        "Label", "Title", "Sentence", "Placeholder", "Word", "What", "UsualWord", "Heading", "None", "ReasonLabel", "ConfirmWord", "Note", "Words",
    };

    private static readonly HashSet<string> Untranslated = new(StringComparer.Ordinal) { "code", "kbd", "script", "style" };

    public static Rule Rule { get; } = new("literal-text", tree => tree.Files.Where(f => f.Is(".razor") && f.IsUnder("src/JitPortal.Web")).SelectMany(Check));

    private static IEnumerable<Finding> Check(SourceFile file) =>
        from piece in Markup.Read(file.Text)
        where piece.Kind == MarkupKind.Text && (piece.Attribute is { } name ? Shown.Contains(name) : !Untranslated.Contains(piece.Element))
        let text = file.Text[piece.Start..piece.End]
        where Word().IsMatch(text.Replace(Product, "", StringComparison.Ordinal))
        select new Finding(file.Path, file.Text.AsSpan(0, piece.Start).Count('\n') + 1, $"“{text.Trim()}” cannot be translated: write @T(\"…\").");

    [GeneratedRegex(@"\p{L}")]
    private static partial Regex Word();
}
