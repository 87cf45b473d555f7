using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Notices;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Notices;

/// <summary>Which deliveries this node works on. A claim that is not renewed lapses, and what it held is anybody's again.</summary>
public sealed class MailClaims(PortalDbFactory databases, TimeProvider clock)
{
    /// <summary>How long a claim holds; longer than connecting and sending one message may take together: 90 seconds.</summary>
    public static readonly TimeSpan HeldFor = TimeSpan.FromSeconds(90);

    private const int Batch = 20;

    /// <summary>
    /// For each reader the oldest that is pending, so that they read things in the order in which they happened. The condition is
    /// repeated in the update: of two nodes one gets a row.
    /// </summary>
    internal async Task<(Guid Claim, IReadOnlyList<DeliveryRow> Deliveries)> TakeAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        var (claim, now) = (Guid.CreateVersion7(), clock.Now());
        var due = await Due(db, now).OrderBy(d => d.Notice).Select(d => d.Notice).Take(Batch).ToListAsync(ct);
        if (due.Count == 0)
            return (claim, []);
        await Due(db, now).Where(d => due.Contains(d.Notice)).ExecuteUpdateAsync(s => s.SetProperty(d => d.ClaimId, claim).SetProperty(d => d.ClaimUntil, now + HeldFor), ct);
        return (claim, await db.Deliveries.AsNoTracking().Where(d => d.ClaimId == claim).OrderBy(d => d.Notice).ToListAsync(ct));
    }

    /// <summary>Right before sending: a node that was paused must not send what another one has taken over.</summary>
    internal async Task<bool> RenewAsync(Guid claim, DeliveryRow delivery, CancellationToken ct)
    {
        await using var db = databases.Create();
        return await Mine(db, claim, delivery).ExecuteUpdateAsync(s => s.SetProperty(d => d.ClaimUntil, clock.Now() + HeldFor), ct) == 1;
    }

    internal async Task SettleAsync(Guid claim, DeliveryRow delivery, DeliveryState state, string? words, CancellationToken ct)
    {
        await using var db = databases.Create();
        await Mine(db, claim, delivery).ExecuteUpdateAsync(
            s => s.SetProperty(d => d.State, state)
                .SetProperty(d => d.SettledAt, clock.Now())
                .SetProperty(d => d.Attempts, d => state == DeliveryState.Dropped ? d.Attempts : d.Attempts + 1)
                .SetProperty(d => d.LastError, words)
                .SetProperty(d => d.ClaimId, (Guid?)null)
                .SetProperty(d => d.ClaimUntil, (DateTimeOffset?)null),
            ct);
    }

    internal async Task PutOffAsync(Guid claim, DeliveryRow delivery, DateTimeOffset next, string words, CancellationToken ct)
    {
        await using var db = databases.Create();
        await Mine(db, claim, delivery).ExecuteUpdateAsync(
            s => s.SetProperty(d => d.NextAttemptAt, next)
                .SetProperty(d => d.Attempts, d => d.Attempts + 1)
                .SetProperty(d => d.LastError, words)
                .SetProperty(d => d.ClaimId, (Guid?)null)
                .SetProperty(d => d.ClaimUntil, (DateTimeOffset?)null),
            ct);
    }

    private static IQueryable<DeliveryRow> Mine(PortalDb db, Guid claim, DeliveryRow delivery) =>
        db.Deliveries.Where(d => d.Notice == delivery.Notice && d.Channel == delivery.Channel && d.ClaimId == claim && d.State == DeliveryState.Pending);

    private static IQueryable<DeliveryRow> Due(PortalDb db, DateTimeOffset now) => db.Deliveries.Where(d =>
        d.Channel == NoticeChannel.Mail && d.State == DeliveryState.Pending && d.NextAttemptAt <= now && (d.ClaimUntil == null || d.ClaimUntil <= now)
        && !db.Deliveries.Any(e => e.PersonId == d.PersonId && e.Channel == d.Channel && e.State == DeliveryState.Pending && e.Notice < d.Notice));
}
