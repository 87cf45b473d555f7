using System.Collections.Concurrent;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors;

/// <summary>One connector, and so one small pool of connections, per target, until its settings or secret change.</summary>
internal sealed class KeptConnectors<T> : IDisposable
    where T : class, IDisposable
{
    private readonly ConcurrentDictionary<TargetId, Kept> kept = new();

    public T Get(TargetId target, string settings, string secret, Func<T> build)
    {
        var wanted = new Kept(settings, secret, new Lazy<T>(build));
        Kept? replaced = null;
        var current = kept.AddOrUpdate(target, wanted, (_, present) =>
        {
            replaced = present.SameAs(wanted) ? null : present;
            return replaced is null ? present : wanted;
        });
        replaced?.Dispose();
        return current.Connector.Value;
    }

    public void Forget(TargetId target)
    {
        if (kept.TryRemove(target, out var present))
            present.Dispose();
    }

    public void Dispose()
    {
        foreach (var target in kept.Keys)
            Forget(target);
    }

    private sealed record Kept(string Settings, string Secret, Lazy<T> Connector)
    {
        public bool SameAs(Kept other) => Settings == other.Settings && Secret == other.Secret;

        public void Dispose()
        {
            if (Connector.IsValueCreated)
                Connector.Value.Dispose();
        }

        // A record prints its members; this one holds a secret (I-33).
        public override string ToString() => nameof(Kept);
    }
}
