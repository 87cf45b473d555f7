using JitPortal.Application.Live;
using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>
/// What is stopped for the caller as a whole: everything for everybody, or all of their own access. For the banner on every page, which all
/// of them read at once when a stop begins: one reading serves everybody until the next stop begins or ends.
/// </summary>
public sealed class ReadStops : IDisposable
{
    /// <summary>How long one reading serves where the event of another node was lost: 5 seconds.</summary>
    private static readonly TimeSpan LongestAge = TimeSpan.FromSeconds(5);

    private readonly PortalDbFactory databases;
    private readonly TimeProvider time;
    private readonly IDisposable events;
    private readonly Lock turn = new();
    private Task<IReadOnlyList<Standing>>? reading;
    private long readAt;

    public ReadStops(PortalDbFactory databases, ILiveEvents live, TimeProvider time)
    {
        (this.databases, this.time) = (databases, time);
        events = live.Subscribe(OnEvent);
    }

    /// <returns>The oldest first; empty while nothing is stopped.</returns>
    public async Task<IReadOnlyList<Stop>> RunAsync(Actor actor, CancellationToken ct)
    {
        var all = await LatestAsync(ct);
        return [.. all.Where(s => s.Person is null || s.Person == actor.Id.Value).Select(s => new Stop(s.Person is null, s.Reason, s.Since))];
    }

    public void Dispose() => events.Dispose();

    private Task<IReadOnlyList<Standing>> LatestAsync(CancellationToken ct)
    {
        lock (turn)
        {
            if (reading is not { IsFaulted: false } || time.GetElapsedTime(readAt) > LongestAge)
                (reading, readAt) = (ReadAsync(CancellationToken.None), time.GetTimestamp());   // whoever leaves does not end it for the others
            return reading.WaitAsync(ct);
        }
    }

    private void OnEvent(LiveEvent happened)
    {
        if (!happened.IsAboutStops && !happened.IsCatchUp)
            return;
        lock (turn)
            reading = null;
    }

    private async Task<IReadOnlyList<Standing>> ReadAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        return await db.Locks.AsNoTracking()
            .Where(l => l.LiftedAt == null && l.TargetId == null)
            .OrderBy(l => l.PlacedAt)
            .Select(l => new Standing(l.PersonId, l.Reason, l.PlacedAt))
            .ToListAsync(ct);
    }

    private sealed record Standing(Guid? Person, string Reason, DateTimeOffset Since);
}

/// <param name="ForEverybody">All access is stopped, not only the caller's.</param>
public sealed record Stop(bool ForEverybody, string Reason, DateTimeOffset Since);
