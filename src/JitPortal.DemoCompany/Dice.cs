namespace JitPortal.DemoCompany;

/// <summary>Random numbers from a seed: the same draws in the same order give the same company.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random random = new(seed);

    public int Whole(int least, int most) => random.Next(least, most + 1);

    public double Share() => random.NextDouble();

    public bool Chance(double share) => random.NextDouble() < share;

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>Mostly near <paramref name="usual"/>, rarely many times as long.</summary>
    public TimeSpan About(TimeSpan usual) => usual * Math.Exp((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 1.4);
}
