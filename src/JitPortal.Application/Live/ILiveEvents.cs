namespace JitPortal.Application.Live;

/// <summary>
/// Tells open pages that something changed, after the change is committed. A hint, never the truth: a lost event costs
/// nothing because pages read again on reconnect.
/// </summary>
public interface ILiveEvents
{
    /// <summary>Calls <paramref name="handler"/> for every event until the result is disposed. The handler must return at once and not throw.</summary>
    IDisposable Subscribe(Action<LiveEvent> handler);

    void Publish(IReadOnlyList<LiveEvent> events);
}
