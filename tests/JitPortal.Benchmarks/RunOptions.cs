using System.Globalization;

namespace JitPortal.Benchmarks;

/// <param name="Quick">Fewer rounds and sizes: worth a first look only.</param>
/// <param name="Sizes">The sizes to run instead of the row's own, where it has several; empty for its own.</param>
internal sealed record RunOptions(bool Quick, IReadOnlyList<int> Sizes)
{
    public const string Usage = "--quick | --size=N";

    private const string Size = "--size=";

    public int Rounds => Quick ? 2 : 5;

    /// <returns><see langword="null"/> when a switch is not known.</returns>
    public static RunOptions? Parse(string[] switches)
    {
        List<int> sizes = [];
        foreach (var named in switches.Where(s => s != "--quick"))
        {
            if (!named.StartsWith(Size, StringComparison.Ordinal) || !int.TryParse(named[Size.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size == 0)
                return null;
            sizes.Add(size);
        }
        return new(switches.Contains("--quick"), sizes);
    }
}
