using System.Collections.Concurrent;
using JitPortal.Application.Live;
using JitPortal.Domain.People;

namespace JitPortal.Web.Live;

/// <summary>Who listens on this node's hub. One place answers "may they learn of it?": <see cref="Audience.Includes"/>.</summary>
public sealed class LiveConnections
{
    private readonly ConcurrentDictionary<string, Listener> listeners = new(StringComparer.Ordinal);

    public void Add(string connectionId, Actor actor, SessionId? session, Action abort) => listeners[connectionId] = new Listener(actor, session, abort);

    public void Remove(string connectionId) => listeners.TryRemove(connectionId, out _);

    public IReadOnlyList<string> Audience(LiveEvent happened) =>
        [.. listeners.Where(listener => happened.Audience.Includes(listener.Value.Actor)).Select(listener => listener.Key)];

    /// <summary>Refreshes what is known of every listener and cuts those who may not act any more.</summary>
    /// <param name="read">The person as stored now, or <see langword="null"/> where they or their session may not go on.</param>
    public async Task RevalidateAsync(Func<PersonId, SessionId?, Task<Actor?>> read)
    {
        foreach (var group in listeners.GroupBy(listener => (listener.Value.Actor.Id, listener.Value.Session)).ToList())
        {
            var actor = await read(group.Key.Id, group.Key.Session);
            foreach (var (connectionId, listener) in group)
            {
                if (actor is null)
                    listener.Abort();
                else
                    listeners.TryUpdate(connectionId, listener with { Actor = actor }, listener);
            }
        }
    }

    private sealed record Listener(Actor Actor, SessionId? Session, Action Abort);
}
