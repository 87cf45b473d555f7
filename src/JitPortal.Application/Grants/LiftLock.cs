using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Texts;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>
/// A second administrator lifts a lock: not who placed it, not whom it locks, and nobody who is <see cref="TooClose"/> to either
/// or was appointed by them just now.
/// What it has ended stays ended; access is asked for anew.
/// </summary>
public sealed class LiftLock(Ledger ledger)
{
    /// <returns>
    /// <see cref="Refusal.Forbidden"/> but for another administrator; <see cref="Refusal.Conflict"/> when it was lifted already;
    /// <see cref="Refusal.NotFound"/> for none.
    /// </returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, LockId id, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                return new Refusal.Forbidden(Both("Only administrators lift locks."));
            var row = await writing.Db.Locks.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id.Value, ct);
            if (row is null)
                return new Refusal.NotFound(Both("There is no such lock."));
            if (await WhyNotAsync(writing.Db, actor, row, writing.Now, ct) is { } why)
                return new Refusal.Forbidden(why);
            var changed = await writing.Db.Locks.Where(l => l.Id == row.Id && l.LiftedAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(l => l.LiftedAt, writing.Now).SetProperty(l => l.LiftedBy, actor.Id.Value), ct);
            return writing.Record(changed, LockAudit.Event(AuditTypes.LockLifted, actor, row)) ? default(Done) : new Refusal.Conflict(Both("It was lifted already."));
        },
        ct);

    internal static async Task<Said?> WhyNotAsync(PortalDb db, Actor actor, LockRow row, DateTimeOffset now, CancellationToken ct)
    {
        if (row.PlacedBy == actor.Id.Value)
            return Both("Nobody lifts a lock that they placed. Another administrator has to.");
        if (row.PersonId == actor.Id.Value)
            return Both("Nobody lifts a lock on themselves. Another administrator has to.");
        Guid[] concerned = row.PersonId is { } locked ? [row.PlacedBy, locked] : [row.PlacedBy];
        return (await TooClose.ToAsync(db, concerned, row.PlacedAt, now, ct)).Contains(actor.Id.Value)
            ? Both("Nobody lifts a lock of their stand-in, of whom they stand in for, or of a workload they own. Another administrator has to.")
            : row.PersonId is { } stopped ? await Appointments.WhyNotSecondAsync(db, actor.Id, [stopped], now, ct) : null;   // whoever placed it may have nobody else to ask
    }
}
