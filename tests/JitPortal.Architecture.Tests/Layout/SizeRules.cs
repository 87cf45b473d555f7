using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JitPortal.Architecture.Tests.Layout;

/// <summary>Most files and methods are small; a long one has its reason in exceptions.txt.</summary>
internal static class SizeRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("file-size", tree => Check(Files(tree), usual: 250, most: 400)),
        new("method-size", tree => Check(tree.CSharp("src").SelectMany(Methods), usual: 40, most: 60)),
    ];

    private sealed record Measure(string Place, int Line, string What, int Lines);

    private static IEnumerable<Measure> Files(Tree tree) =>
        from file in tree.CSharp("src").Concat(tree.Files.Where(f => f.Is(".razor") && f.IsUnder("src")))
        select new Measure(file.Path, 0, "the file", file.Lines);

    private static IEnumerable<Measure> Methods(SourceFile file) =>
        from method in file.All<BaseMethodDeclarationSyntax>()
        let span = method.SyntaxTree.GetLineSpan(method.Span)
        let first = span.StartLinePosition.Line + 1
        let name = (method as MethodDeclarationSyntax)?.Identifier.Text ?? "the constructor"
        select new Measure(file.Path, first, name, span.EndLinePosition.Line + 2 - first);

    /// <param name="usual">What 19 of 20 stay under.</param>
    /// <param name="most">What none passes without a reason.</param>
    private static IEnumerable<Finding> Check(IEnumerable<Measure> measures, int usual, int most)
    {
        var bySize = measures.OrderBy(m => m.Lines).ToList();
        foreach (var m in bySize.Where(m => m.Lines > most))
            yield return new Finding(m.Place, m.Line, $"{m.What} has {m.Lines} lines, more than {most}: split it by reason to change.");

        if (bySize.Count > 0 && bySize[(bySize.Count * 95 - 1) / 100] is var p95 && p95.Lines >= usual)
            yield return new Finding("src", 0, $"the 95th percentile is {p95.Lines} lines ({p95.Place}) and must stay under {usual}.");
    }
}
