using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JitPortal.Architecture.Tests.Docs;

/// <summary>docs/proofs.md says by which test each invariant is held: every test it names is there, and no line is without one, nor without how it was seen to fail.</summary>
internal static partial class ProofsRule
{
    private const string Path = "docs/proofs.md";

    public static Rule Rule { get; } = new("proofs", Check);

    private static IEnumerable<Finding> Check(Tree tree)
    {
        if (tree.Files.FirstOrDefault(f => f.Path == Path) is not { } proofs)
            yield break;
        var tests = tree.CSharp("tests", "e2e").SelectMany(Tests).ToHashSet(StringComparer.Ordinal);
        foreach (var (line, number) in proofs.Text.Split('\n').Select((line, i) => (line, i + 1)).Where(l => Invariant().IsMatch(l.line)))
        {
            var named = Test().Matches(line).Select(m => m.Groups[1].Value).ToList();
            if (named.Count == 0)
                yield return new Finding(Path, number, "the invariant has no test: name it as `Class.Method`.");
            foreach (var gone in named.Where(n => !tests.Contains(n)))
                yield return new Finding(Path, number, $"there is no test {gone}.");
            if (SeenRed(line).Any(cell => cell.Length == 0 || cell.Contains("not yet", StringComparison.OrdinalIgnoreCase)))
                yield return new Finding(Path, number, "nobody has seen its test fail: break the code on purpose, and say how and what the test said.");
        }
    }

    // | I-01 | what holds | test | broken on purpose | what the test said |
    private static IEnumerable<string> SeenRed(string line)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        return [cells.ElementAtOrDefault(4) ?? "", cells.ElementAtOrDefault(5) ?? ""];
    }

    private static IEnumerable<string> Tests(SourceFile file) =>
        from type in file.All<ClassDeclarationSyntax>()
        from method in type.Members.OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() is "Fact" or "Theory")
        select $"{type.Identifier.Text}.{method.Identifier.Text}";

    // | I-01 | …
    [GeneratedRegex(@"^\| I-\d\d ")]
    private static partial Regex Invariant();

    // `WindowTests.Windows_HundredsOfRandomShortOnes_NobodyHasAccessOutsideTheirOwn`
    [GeneratedRegex(@"`(\w+\.\w+_\w+)`")]
    private static partial Regex Test();
}
