using System.Collections.Concurrent;
using JitPortal.Domain.Time;

namespace JitPortal.Application.Grants;

public enum DueKind
{
    Revoke,
    Open,

    /// <summary>Closing from the last reading, without the database.</summary>
    Standing,
}

/// <summary>What this node has asked its job server to do: at most one job of each kind per target.</summary>
public sealed class DueWork(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(DueKind Kind, Guid Target), Entry> entries = new();

    /// <returns>Whether nothing of the kind is asked for or running on that target yet; then it is now.</returns>
    public bool TryAsk(DueKind kind, Guid target) => entries.TryAdd((kind, target), new Entry(clock.Now(), 0));

    /// <summary>Asked for at least <paramref name="age"/> ago and still not begun.</summary>
    public bool IsStuck(DueKind kind, Guid target, TimeSpan age) =>
        entries.TryGetValue((kind, target), out var entry) && entry.Running == 0 && clock.Now() - entry.AskedAt >= age;

    /// <summary>Marks a run until the result is disposed.</summary>
    public IDisposable Begin(DueKind kind, Guid target)
    {
        entries.AddOrUpdate((kind, target), _ => new Entry(clock.Now(), 1), (_, e) => e with { Running = e.Running + 1 });
        return new Run(this, kind, target);
    }

    /// <summary>Forgets what was asked for on targets where nothing is due any more: another node has done it.</summary>
    public void ForgetOthers(DueKind kind, IReadOnlyCollection<Guid> due)
    {
        foreach (var ((entryKind, target), entry) in entries)
        {
            if (entryKind == kind && entry.Running == 0 && !due.Contains(target))
                entries.TryRemove(new((entryKind, target), entry));
        }
    }

    private void End(DueKind kind, Guid target)
    {
        while (entries.TryGetValue((kind, target), out var entry))
        {
            if (entry.Running > 1 ? entries.TryUpdate((kind, target), entry with { Running = entry.Running - 1 }, entry) : entries.TryRemove(new((kind, target), entry)))
                return;
        }
    }

    private sealed record Entry(DateTimeOffset AskedAt, int Running);

    private sealed class Run(DueWork work, DueKind kind, Guid target) : IDisposable
    {
        public void Dispose() => work.End(kind, target);
    }
}
