namespace JitPortal.Application.Grants;

/// <summary>When to try again: 1, 2, 4 … seconds with ±20 % jitter, never more than 5 minutes, for ever (I-11).</summary>
public static class Backoff
{
    public static readonly TimeSpan Cap = TimeSpan.FromMinutes(5);

    private const double Jitter = 0.2;

    /// <param name="failures">How many attempts have failed; 1 after the first.</param>
    public static TimeSpan After(int failures)
    {
        var seconds = Math.Min(Math.Pow(2, Math.Min(failures - 1, 20)), Cap.TotalSeconds / (1 + Jitter));
        return TimeSpan.FromSeconds(seconds * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble())));
    }
}
