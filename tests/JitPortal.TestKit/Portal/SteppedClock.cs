using System.Diagnostics;

namespace JitPortal.TestKit.Portal;

/// <summary>
/// A machine whose wall clock can be set and can run at another speed, while its monotonic clock (unless told to skip) and its timers stay true: what
/// happens to a server when somebody changes the time.
/// </summary>
public sealed class SteppedClock : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset wall = System.GetUtcNow();
    private long since = Stopwatch.GetTimestamp();
    private double speed = 1;
    private TimeSpan skipped;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return wall + (Stopwatch.GetElapsedTime(since) * speed);
    }

    public override long GetTimestamp()
    {
        lock (gate)
            return Stopwatch.GetTimestamp() + (long)(skipped.TotalSeconds * Stopwatch.Frequency);
    }

    /// <summary>Moves the monotonic clock on alone: for whoever goes by it, every wall clock, a database's too, then steps back by as much.</summary>
    public void Skip(TimeSpan by)
    {
        lock (gate)
            skipped += by;
    }

    public void Step(TimeSpan by) => Set(by, speed);

    /// <summary>1 is true time.</summary>
    public void RunAt(double factor) => Set(TimeSpan.Zero, factor);

    private void Set(TimeSpan by, double factor)
    {
        lock (gate)
            (wall, since, speed) = (wall + (Stopwatch.GetElapsedTime(since) * speed) + by, Stopwatch.GetTimestamp(), factor);
    }
}
