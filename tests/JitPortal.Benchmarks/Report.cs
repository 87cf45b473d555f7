using System.Text.Json;

namespace JitPortal.Benchmarks;

/// <summary>Tables for people while it runs, and one line of JSON at the end.</summary>
internal sealed class Report(string row)
{
    private readonly SortedDictionary<string, double> ratios = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double> absolute = new(StringComparer.Ordinal);

    public void Ratio(string name, Sample rounds) => ratios[name] = Math.Round(rounds.Median, 2);

    public void Absolute(string name, double value) => absolute[name] = Math.Round(value, 3);

    public void Say(string words) => Console.WriteLine(words);

    public void Table(IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> lines)
    {
        var widths = heads.Select((head, i) => lines.Select(l => l[i].Length).Append(head.Length).Max()).ToList();
        Console.WriteLine();
        foreach (var line in lines.Prepend(heads))
            Console.WriteLine(string.Join("  ", line.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
        Console.WriteLine();
    }

    public string Json() => JsonSerializer.Serialize(new { row, ratios, absolute });
}
