using System.Text.RegularExpressions;

namespace JitPortal.Architecture.Tests.Code;

/// <summary>An icon that the sprite does not have is an empty square which nobody is told of.</summary>
internal static partial class IconRule
{
    public const string Sprite = "src/JitPortal.Web/Shell/icons.svg";

    public static Rule Rule { get; } = new("icons", Check);

    private static IEnumerable<Finding> Check(Tree tree)
    {
        var drawn = tree.Files.Where(f => f.Path == Sprite).SelectMany(f => Symbol().Matches(f.Text)).Select(symbol => symbol.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        return
            from file in tree.Files.Where(f => (f.Is(".razor") || f.Is(".cs")) && f.IsUnder("src/JitPortal.Web"))
            from used in Used().Matches(file.Text)
            let name = used.Groups["name"].Value
            where !drawn.Contains(name)
            select new Finding(file.Path, file.Text.AsSpan(0, used.Index).Count('\n') + 1, $"“{name}” is not in {Sprite}.");
    }

    [GeneratedRegex("""<symbol id="icon-(?<name>[a-z]+)" """)]
    private static partial Regex Symbol();

    /// <summary><c>Glyph.Small("clock")</c>; <c>new(T("Late"), "clock", Tone.Waiting)</c>; <c>new("access", "/access", "key", T("My access"))</c>.</summary>
    [GeneratedRegex("""Glyph\.(Of|Small)\("(?<name>[a-z]+)"\)|, "(?<name>[a-z]+)", (Shell\.)?Tone\.|"/[a-z/]*", "(?<name>[a-z]+)", T\(""", RegexOptions.ExplicitCapture)]
    private static partial Regex Used();
}
