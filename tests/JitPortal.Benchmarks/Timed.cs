using System.Diagnostics;

namespace JitPortal.Benchmarks;

/// <summary>Milliseconds that something took.</summary>
internal static class Timed
{
    public static double Run(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    public static async Task<double> RunAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
