namespace JitPortal.Architecture.Tests;

/// <summary>Files that may break a rule, each with its reason (exceptions.txt: <c>rule | path | reason</c>).</summary>
internal sealed class RuleExceptions(string text)
{
    private readonly HashSet<(string Rule, string Place)> entries = [.. Table.Read(text).Select(cells => (cells[0], cells[1]))];

    public static RuleExceptions CheckedIn =>
        new(Tree.OfThisRepository.Files.Single(f => f.Path == "tests/JitPortal.Architecture.Tests/exceptions.txt").Text);

    public IEnumerable<Finding> Unexcused(Rule rule, Tree tree) => rule.Check(tree).Where(f => !entries.Contains((rule.Name, f.Place)));

    /// <summary>Entries that excuse nothing any more: left alone, they would excuse the next breach unseen.</summary>
    public IEnumerable<(string Rule, string Place)> Stale(IEnumerable<Rule> rules, Tree tree) =>
        entries.Except(rules.SelectMany(rule => rule.Check(tree).Select(f => (rule.Name, f.Place))));
}
