using System.Globalization;

namespace JitPortal.Benchmarks;

/// <summary>Values of one kind.</summary>
internal sealed class Sample(IEnumerable<double> values)
{
    private readonly double[] sorted = [.. values.Order()];

    public double Median => At(0.5);

    public double Least => sorted[0];

    public double Most => sorted[^1];

    /// <param name="share">Above 0, at most 1; 0.99 for the value that 99 of 100 do not exceed.</param>
    public double At(double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];

    /// <returns>Round by round, how many times <paramref name="theirs"/> goes into <paramref name="ours"/>.</returns>
    public static Sample Ratios(IEnumerable<double> ours, IEnumerable<double> theirs) => new(ours.Zip(theirs, (a, b) => a / b));

    /// <summary>Median with least and most: <c>1.42 (1.31–1.60)</c>.</summary>
    public override string ToString() => $"{Short(Median)} ({Short(Least)}–{Short(Most)})";

    /// <summary>Three digits that matter.</summary>
    public static string Short(double value) => value switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
