using System.Collections.Concurrent;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Targets;

/// <summary>Remembers for each target when it last worked and since when it fails. Never stands in the way of the work itself.</summary>
public sealed class TargetHealth(PortalDbFactory databases, TimeProvider clock)
{
    private static readonly TimeSpan WriteOkEvery = TimeSpan.FromSeconds(10);

    /// <summary>How long nothing is written after the database took no writes: 10 seconds.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<TargetId, DateTimeOffset> lastOkWritten = new();
    private DateTimeOffset pausedUntil;

    /// <summary>The database takes no writes just now: closing must not wait for it again and again.</summary>
    public void DatabaseIsDown() => pausedUntil = clock.Now() + Pause;

    public async Task WorkedAsync(TargetId target, CancellationToken ct)
    {
        var now = clock.Now();
        if (lastOkWritten.TryGetValue(target, out var written) && now - written < WriteOkEvery)
            return;
        lastOkWritten[target] = now;
        await WriteAsync(now, db => db.Targets.Where(t => t.Id == target.Value).ExecuteUpdateAsync(
            s => s.SetProperty(t => t.LastOkAt, now).SetProperty(t => t.FailingSince, (DateTimeOffset?)null).SetProperty(t => t.LastError, (string?)null), ct));
    }

    /// <param name="words">The error in words, safe to show.</param>
    public async Task FailedAsync(TargetId target, string words, CancellationToken ct)
    {
        lastOkWritten.TryRemove(target, out _);
        var now = clock.Now();
        await WriteAsync(now, db => db.Targets.Where(t => t.Id == target.Value).ExecuteUpdateAsync(
            s => s.SetProperty(t => t.LastError, words).SetProperty(t => t.FailingSince, t => t.FailingSince ?? now), ct));
    }

    private async Task WriteAsync(DateTimeOffset now, Func<PortalDb, Task<int>> write)
    {
        if (now < pausedUntil)
            return;
        try
        {
            await using var db = databases.Create();
            await write(db);
        }
        catch (Exception e) when (DatabaseTrouble.Is(e))
        {
            DatabaseIsDown();   // what was done on the target counts, not what is remembered of it
        }
    }
}
