using JitPortal.Storage.Audit;

namespace JitPortal.Application.Live;

/// <summary>Live events of this process, fed by every commit of it.</summary>
public sealed class LiveEvents : ILiveEvents
{
    private readonly Lock gate = new();
    private Action<LiveEvent>[] handlers = [];

    public LiveEvents(CommitHints hints) => hints.Listen(recorded => Publish([.. recorded.Select(ToLive)]));

    public IDisposable Subscribe(Action<LiveEvent> handler)
    {
        lock (gate)
            handlers = [.. handlers, handler];
        return new Subscription(() => Remove(handler));
    }

    public void Publish(IReadOnlyList<LiveEvent> events)
    {
        foreach (var handler in handlers)
        {
            foreach (var happened in events)
                handler(happened);
        }
    }

    private static LiveEvent ToLive(RecordedEvent recorded) =>
        new(recorded.Sequence, recorded.Event.Type, recorded.Event.Request, recorded.Event.Grant, recorded.Event.Audience);

    private void Remove(Action<LiveEvent> handler)
    {
        lock (gate)
            handlers = [.. handlers.Where(h => h != handler)];
    }

    private sealed class Subscription(Action remove) : IDisposable
    {
        public void Dispose() => remove();
    }
}
