using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JitPortal.Architecture.Tests.Code;

/// <summary>Calls and words that have no place in the source.</summary>
internal static partial class CodeRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("clock", tree => tree.CSharp().SelectMany(Clock).Concat(InMarkup(tree, MarkupClock(), ClockWords))),
        new("blocking", tree => tree.CSharp().SelectMany(Blocking).Concat(InMarkup(tree, MarkupBlocking(), BlockingWords))),
        new("sql-clock", tree => tree.CSharp("src").SelectMany(SqlClock)),
        new("deferred-transaction", tree => tree.CSharp().SelectMany(DeferredTransaction)),
        new("retry-strategy", tree => tree.CSharp("src").SelectMany(RetryStrategy)),
        new("unfinished", tree => tree.CSharp().SelectMany(Unfinished).Concat(tree.Files.SelectMany(UnfinishedText))),
        new("sleep-in-test", tree => tree.CSharp("tests", "e2e").SelectMany(Sleep)),
    ];

    private const string ClockWords = "inject TimeProvider: the database's clock decides (I-04).";
    private const string BlockingWords = "blocks a thread: await instead.";

    private static IEnumerable<Finding> Clock(SourceFile file) =>
        from access in file.All<MemberAccessExpressionSyntax>()
        where access.Name.Identifier.Text is "Now" or "UtcNow" or "Today" && LastName(access.Expression) is "DateTime" or "DateTimeOffset"
        select file.Found(access, $"{access}: {ClockWords}");

    /// <summary>
    /// BannedSymbols.txt bans these by their meaning; here they are banned by their look, so that a pragma does not let them in.
    /// <c>Result</c> is also a word of ours (what a clause came to), so it counts only on what looks like a task.
    /// </summary>
    private static IEnumerable<Finding> Blocking(SourceFile file) =>
        from access in file.All<MemberAccessExpressionSyntax>()
        let called = access.Parent is InvocationExpressionSyntax
        where access.Name.Identifier.Text switch
        {
            "Result" => LooksLikeTask(access.Expression),
            "Wait" or "GetResult" => called,
            "Sleep" => LastName(access.Expression) == "Thread",
            _ => false,
        }
        select file.Found(access.Name, $".{access.Name} {BlockingWords}");

    private static IEnumerable<Finding> SqlClock(SourceFile file) =>
        from token in file.Root.DescendantTokens()
        where token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
        where SqlNow().IsMatch(token.Text)
        select file.Found(token, "SQL takes @now as a parameter: two clocks in one statement cannot be compared (I-04).");

    private static IEnumerable<Finding> DeferredTransaction(SourceFile file) =>
        from call in file.All<InvocationExpressionSyntax>()
        where LastName(call.Expression).StartsWith("BeginTransaction", StringComparison.Ordinal)
        where call.ArgumentList.Arguments.Any(a => a.NameColon?.Name.ToString() == "deferred" && a.Expression.ToString() == "true")
        select file.Found(call, "a deferred transaction that turns into a writer fails with SQLITE_BUSY_SNAPSHOT: begin it immediate.");

    private static IEnumerable<Finding> RetryStrategy(SourceFile file) =>
        from name in file.All<IdentifierNameSyntax>()
        where name.Identifier.Text == "EnableRetryOnFailure"
        select file.Found(name, "EnableRetryOnFailure forbids transactions of our own; rows are the retry.");

    private static IEnumerable<Finding> Unfinished(SourceFile file)
    {
        var comments = file.Root.DescendantTrivia(descendIntoTrivia: true)
            .Where(t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.HasStructure && UnfinishedWord().IsMatch(t.ToString()))
            .Select(t => file.Root.FindToken(t.SpanStart, findInsideTrivia: true));
        var stubs = file.All<ObjectCreationExpressionSyntax>()
            .Where(o => LastName(o.Type) == nameof(NotImplementedException))
            .Select(o => o.NewKeyword);
        return comments.Concat(stubs).Select(where => file.Found(where, "unfinished work: finish it, or write down the limit where users read it."));
    }

    private static IEnumerable<Finding> UnfinishedText(SourceFile file) =>
        (file.Is(".razor") || file.Is(".css") || file.Is(".js") || file.Is(".sh") || file.Is(".csproj")) && UnfinishedWord().IsMatch(file.Text)
            ? [file.Found("unfinished work: finish it, or write down the limit where users read it.")]
            : [];

    private static IEnumerable<Finding> Sleep(SourceFile file) =>
        from access in file.All<MemberAccessExpressionSyntax>()
        where access.ToString() is "Task.Delay" or "Thread.Sleep" || access.Name.Identifier.Text == "WaitForTimeoutAsync"
        select file.Found(access, $"{access} in a test: wait for the condition itself, with a deadline.");

    private static IEnumerable<Finding> InMarkup(Tree tree, Regex banned, string words) =>
        tree.Files.Where(f => f.Is(".razor") && banned.IsMatch(f.Text)).Select(f => f.Found($"{banned.Match(f.Text)}: {words}"));

    private static bool LooksLikeTask(ExpressionSyntax receiver) => receiver is InvocationExpressionSyntax call
        ? LastName(call.Expression).EndsWith("Async", StringComparison.Ordinal)
        : LastName(receiver).Contains("task", StringComparison.OrdinalIgnoreCase);

    /// <summary>The last name of <c>a.b.C</c>, without type arguments.</summary>
    private static string LastName(SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        QualifiedNameSyntax name => name.Right.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => "",
    };

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b")]
    private static partial Regex MarkupClock();

    [GeneratedRegex(@"Async\([^)]*\)\.Result\b|\.Wait\(\)|\bThread\.Sleep\b")]
    private static partial Regex MarkupBlocking();

    [GeneratedRegex(@"(?<![\w.])now\(\)|\bCURRENT_TIMESTAMP\b|'now'", RegexOptions.IgnoreCase)]
    private static partial Regex SqlNow();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex UnfinishedWord();
}
