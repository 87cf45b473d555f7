using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace JitPortal.Application.Live;

/// <summary>
/// Events on their way to somebody slower than they come. In a storm the oldest go, never the memory: one
/// <see cref="LiveEvent.CatchUp"/> stands for all that went, so that whoever shows what is so reads again.
/// </summary>
public sealed class LiveQueue : IDisposable
{
    /// <summary>How many events wait at most: 10,000.</summary>
    public const int Most = 10_000;

    private readonly Channel<LiveEvent> waiting;
    private readonly IDisposable subscription;
    private bool someWent;

    /// <param name="wanted">Which events are queued.</param>
    public LiveQueue(ILiveEvents events, Func<LiveEvent, bool> wanted)
    {
        waiting = Channel.CreateBounded<LiveEvent>(
            new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropOldest }, _ => Volatile.Write(ref someWent, true));
        subscription = events.Subscribe(happened =>
        {
            if (wanted(happened))
                waiting.Writer.TryWrite(happened);
        });
    }

    /// <summary>Completes once there is something to take.</summary>
    public async Task WaitAsync(CancellationToken ct) => await waiting.Reader.WaitToReadAsync(ct);

    public bool TryTake([NotNullWhen(true)] out LiveEvent? happened)
    {
        if (!Interlocked.Exchange(ref someWent, false))
            return waiting.Reader.TryRead(out happened);
        happened = LiveEvent.CatchUp;
        return true;
    }

    public void Dispose() => subscription.Dispose();
}
