namespace JitPortal.Domain.Policies;

/// <summary>The few bits of grammar that clauses and sentences need.</summary>
internal static class English
{
    private static readonly string[] Numbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    internal static string Number(int number) =>
        number >= 0 && number < Numbers.Length ? Numbers[number] : number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>"a", "a or b", "a, b or c".</summary>
    internal static string List(IReadOnlyList<string> items, string joint) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} {joint} {items[^1]}",
    };

    internal static string Grants(int count) => count == 1 ? "1 grant" : $"{count} grants";

    internal static string Times(int count) => count == 1 ? "once" : $"{count} times";

    internal static string Approvals(int count) => count == 1 ? "1 approval" : $"{count} approvals";

    internal static string Reason(int length) => length == 1 ? "a reason" : $"a reason of at least {length} characters";

    internal static string FullStop(string words) => words.Length > 0 && words[^1] is '.' or '!' or '?' ? words : words + ".";
}
