using JitPortal.Domain.Texts;

namespace JitPortal.Domain.Policies;

/// <summary>The few bits of grammar that clauses and sentences need.</summary>
internal static class English
{
    internal static Said Number(int number) => number switch
    {
        0 => Both("no"),
        1 => Both("one"),
        2 => Both("two"),
        3 => Both("three"),
        4 => Both("four"),
        5 => Both("five"),
        6 => Both("six"),
        7 => Both("seven"),
        8 => Both("eight"),
        9 => Both("nine"),
        10 => Both("ten"),
        _ => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    internal static Said Capital(Said words) => new(Capital(words.English), Capital(words.Shown));

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>"a", "a or b", "a, b or c".</summary>
    internal static string List(IReadOnlyList<string> items, string joint) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} {joint} {items[^1]}",
    };

    /// <summary>"a", "a or b", "a, b or c".</summary>
    internal static Said Or(IReadOnlyList<Said> items) => items.Count < 2 ? items.SingleOrDefault("") : Both($"{AllButLast(items)} or {items[^1]}");

    /// <summary>"a", "a and b", "a, b and c".</summary>
    internal static Said And(IReadOnlyList<Said> items) => items.Count < 2 ? items.SingleOrDefault("") : Both($"{AllButLast(items)} and {items[^1]}");

    private static Said AllButLast(IReadOnlyList<Said> items) =>
        new(string.Join(", ", items.SkipLast(1).Select(item => item.English)), string.Join(", ", items.SkipLast(1).Select(item => item.Shown)));

    internal static string Grants(int count) => count == 1 ? "1 grant" : $"{count} grants";

    internal static string Times(int count) => count == 1 ? "once" : $"{count} times";

    internal static Said Approvals(int count) => count == 1 ? Both("1 approval") : Both($"{count} approvals");

    internal static Said Reason(int length) => length == 1 ? Both("a reason") : Both($"a reason of at least {length} characters");

    internal static string FullStop(string words) => words.Length > 0 && words[^1] is '.' or '!' or '?' ? words : words + ".";
}
