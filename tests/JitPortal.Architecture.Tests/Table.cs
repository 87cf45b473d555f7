namespace JitPortal.Architecture.Tests;

/// <summary>The checked-in lists: three cells a line, <c>what | which | why</c>; <c>#</c> begins a comment.</summary>
internal static class Table
{
    public static IEnumerable<string[]> Read(string text) => text.Split('\n', StringSplitOptions.TrimEntries)
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries) is [{ Length: > 0 }, { Length: > 0 }, { Length: > 0 }] cells
            ? cells
            : throw new FormatException($"'{line}' needs three filled cells: what | which | why."));
}
