using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Time;

namespace JitPortal.Application.Grants;

/// <summary>
/// An administrator has checked the time after a jump of the clock, so granting goes on (I-04): here at once, on other nodes that
/// are in doubt as well with their next reading, at most <see cref="DatabaseClock.ReadEvery"/> later.
/// </summary>
public sealed class ConfirmClock(Ledger ledger, DatabaseClock clock)
{
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.Conflict"/> while the time is in no doubt here.</returns>
    public async Task<Outcome<Done>> RunAsync(Actor actor, CancellationToken ct)
    {
        var confirmed = await ledger.WriteAsync<Done>(
            async writing =>
            {
                if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                    return new Refusal.Forbidden(Both("Only administrators confirm the time."));
                if (clock.Suspicion is not { } why)
                    return new Refusal.Conflict(Both("The time is in no doubt."));
                writing.Record(new AuditEvent(AuditTypes.ClockConfirmed, actor.AuditId) { Facts = [new("why", why)] });
                return default(Done);
            },
            ct);
        if (confirmed.Succeeded)
            await clock.ReadAsync(ct);
        return confirmed;
    }
}
