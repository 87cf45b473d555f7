namespace JitPortal.DemoCompany;

/// <summary>A clock that stands until it is moved, so that what is done under it lies in the past. Timers made from it never fire.</summary>
internal sealed class HistoryClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Still();

    /// <summary>Never backwards.</summary>
    public void MoveTo(DateTimeOffset instant) => now = instant > now ? instant : now;

    private sealed class Still : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
