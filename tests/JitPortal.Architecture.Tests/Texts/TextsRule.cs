using System.Text.RegularExpressions;

namespace JitPortal.Architecture.Tests.Texts;

/// <summary>Texts.resx holds every text that the source asks for and no other, and a translation of it no hole that the English has not.</summary>
internal static partial class TextsRule
{
    private const string Mend = "write the file anew (CONTRIBUTING.md, Texts).";

    public static Rule Rule { get; } = new("texts", Check);

    private static IEnumerable<Finding> Check(Tree tree)
    {
        if (tree.Files.FirstOrDefault(f => f.Path == ResxFile.English) is not { } english)
            return [];
        var calls = TextCalls.Of(tree).ToList();
        return [.. NotWrittenOut(calls), .. Collected(english, calls), .. Twins(calls), .. tree.Files.Where(IsTranslation).SelectMany(file => Translated(file, calls))];
    }

    private static bool IsTranslation(SourceFile file) => file.Path != ResxFile.English && Translation().IsMatch(file.Path);

    private static IEnumerable<Finding> NotWrittenOut(IEnumerable<TextCall> calls) =>
        from call in calls
        where call.Key is null
        select new Finding(call.File.Path, call.Line, "T takes a text that is written out, so that it can be collected.");

    private static IEnumerable<Finding> Collected(SourceFile english, IReadOnlyList<TextCall> calls)
    {
        var there = ResxFile.Read(english.Text);
        var known = there.Select(entry => entry.Value).ToHashSet(StringComparer.Ordinal);
        var asked = calls.Select(call => call.Key).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var call in calls.Where(call => call.Key is { } key && !known.Contains(key)).DistinctBy(call => call.Key))
            yield return new Finding(call.File.Path, call.Line, $"“{call.Key}” is missing in Texts.resx: {Mend}");
        foreach (var stale in known.Except(asked))
            yield return english.Found($"“{stale}” is asked for by nothing any more: {Mend}");
        if (!there.Select(entry => entry.Name).SequenceEqual(known.Select(ResxFile.NameOf).Order(StringComparer.Ordinal)))
            yield return english.Found($"its entries are not named by their texts, or not in their order: {Mend}");
    }

    /// <summary>A .resx file takes no two names that differ in case alone.</summary>
    private static IEnumerable<Finding> Twins(IEnumerable<TextCall> calls) =>
        from twins in calls.Where(call => call.Key is not null).DistinctBy(call => call.Key).GroupBy(call => ResxFile.NameOf(call.Key!), StringComparer.OrdinalIgnoreCase)
        where twins.Count() > 1
        select new Finding(twins.First().File.Path, twins.First().Line, $"{string.Join(" and ", twins.Select(call => $"“{call.Key}”"))} differ in case alone, which a .resx file cannot hold.");

    private static IEnumerable<Finding> Translated(SourceFile file, IEnumerable<TextCall> calls)
    {
        var asked = calls.Select(call => call.Key).OfType<string>().DistinctBy(ResxFile.NameOf).ToDictionary(ResxFile.NameOf, StringComparer.Ordinal);
        foreach (var (name, value) in ResxFile.Read(file.Text))
        {
            if (!asked.TryGetValue(name, out var english))
                yield return file.Found($"“{name}” is asked for by nothing any more.");
            else if (Holes(value).Except(Holes(english)).Any())
                yield return file.Found($"“{name}” has a hole that the English has not.");
        }
    }

    private static IEnumerable<string> Holes(string text) => Hole().Matches(text).Select(m => m.Groups[1].Value);

    // src/JitPortal.Domain/Texts/Texts.da.resx
    [GeneratedRegex(@"^src/JitPortal\.Domain/Texts/Texts\.[\w-]+\.resx$")]
    private static partial Regex Translation();

    // {0} and {1:0.#}, and not {{
    [GeneratedRegex(@"(?<!\{)\{(\d+)[,:}]")]
    private static partial Regex Hole();
}
