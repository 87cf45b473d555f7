using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace JitPortal.DemoTarget;

/// <summary>Who is signed in. A session that has ended is remembered, so that its page can say why.</summary>
internal sealed class Sessions(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Session> byId = new(StringComparer.Ordinal);

    public Session Begin(string login)
    {
        var session = new Session(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), login);
        return byId[session.Id] = session;
    }

    public Session? Find(string? id) => id is null ? null : byId.GetValueOrDefault(id);

    public void Forget(string id) => byId.TryRemove(id, out _);

    public int CountOf(string login) => byId.Values.Count(s => s.Login == login && s.Ended is null);

    /// <summary>The portal ends every session of a login.</summary>
    /// <returns>How many were open.</returns>
    public int End(string login) => byId.Values.Count(s => s.Login == login && s.End(new SessionEnd(clock.GetUtcNow(), ByPortal: true)));

    /// <summary>A session whose access has run out ends by itself, if the portal has not come.</summary>
    public void EndByItself(Session session) => session.End(new SessionEnd(clock.GetUtcNow(), ByPortal: false));
}

/// <summary>How a session ended.</summary>
/// <param name="ByPortal">The portal closed its access; otherwise its time was over and nobody had come.</param>
public sealed record SessionEnd(DateTimeOffset At, bool ByPortal);

internal sealed class Session(string id, string login)
{
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SessionEnd? ended;

    public string Id => id;

    public string Login => login;

    /// <summary><see langword="null"/> while it is open.</summary>
    public SessionEnd? Ended => Volatile.Read(ref ended);

    /// <summary>Completes when it ends.</summary>
    public Task Over => over.Task;

    /// <returns>Whether it was open.</returns>
    public bool End(SessionEnd end)
    {
        if (Interlocked.CompareExchange(ref ended, end, null) is not null)
            return false;
        over.SetResult();
        return true;
    }
}
