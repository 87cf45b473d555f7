using JitPortal.Domain.Audit;

namespace JitPortal.Storage.Audit;

/// <summary>An event with its place in the log, after commit.</summary>
public sealed record RecordedEvent(long Sequence, DateTimeOffset At, AuditEvent Event);

/// <summary>Tells whoever listens what has just been committed; a hint that may be lost with the process.</summary>
public sealed class CommitHints
{
    private Action<IReadOnlyList<RecordedEvent>> listeners = _ => { };

    /// <summary>Adds a listener for the life of the process; it must return at once and not throw.</summary>
    public void Listen(Action<IReadOnlyList<RecordedEvent>> listener) => listeners += listener;

    internal void Raise(IReadOnlyList<RecordedEvent> recorded) => listeners(recorded);
}
