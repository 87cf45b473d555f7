using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>
/// Approved is not active (I-24): when a grant begins, person, locks, entitlement, target and the current policies are looked
/// at again. The pinned approvals count; what is stricter now wins, and nobody is asked again.
/// </summary>
public sealed class ActivationCheck(Rechecks rechecks)
{
    /// <returns>The duration that stands now; <see cref="Refusal.Forbidden"/> with the reason when it may not begin.</returns>
    public async Task<Outcome<TimeSpan>> RunAsync(Writing writing, GrantRow grant, CancellationToken ct)
    {
        if (writing.Now > grant.LatestStart)
            return new Refusal.Forbidden("It could not begin in time, so the approval has lapsed.");
        var person = await writing.Db.People.AsNoTracking().SingleAsync(p => p.Id == grant.PersonId, ct);
        if (person.DisabledAt is not null || person.ErasedAt is not null)
            return new Refusal.Forbidden("The person is disabled.");
        if (await Locks.WhyAsync(writing.Db, grant.PersonId, grant.TargetId, grant.EntitlementId, ct) is { } locked)
            return new Refusal.Forbidden(locked);
        if (await WhyClosedAsync(writing.Db, grant, ct) is { } closed)
            return new Refusal.Forbidden(closed);
        var request = await writing.Db.Requests.AsNoTracking().SingleAsync(r => r.Id == grant.RequestId, ct);
        return Judge(await rechecks.RunAsync(writing.Db, request, grant.Duration, grant, writing.Now, ct));
    }

    private static async Task<string?> WhyClosedAsync(PortalDb db, GrantRow grant, CancellationToken ct)
    {
        if (await db.Entitlements.AnyAsync(e => e.Id == grant.EntitlementId && e.RetiredAt != null, ct))
            return "The entitlement has been retired.";
        return await db.Targets.AnyAsync(t => t.Id == grant.TargetId && (t.RetiredAt != null || t.Unavailable != null), ct)
            ? "The target has been retired or cannot be used."
            : null;
    }

    /// <summary>A shorter limit cuts, it does not cancel; what was not given before is not asked for any more.</summary>
    private static Outcome<TimeSpan> Judge(Standing standing) => standing switch
    {
        Standing.Ended ended => new Refusal.Forbidden($"The policies do not allow it any more. {ended.Sentence}"),
        Standing.Stands { Missing.Count: > 0 } => new Refusal.Forbidden("The policies ask for an approval now that was not given."),
        Standing.Stands { StepUp: { } level } => new Refusal.Forbidden($"The policies ask for a {level.Words()} now that was not given."),
        Standing.Stands stands => stands.Duration,
        _ => throw new InvalidOperationException($"No answer for {standing}."),
    };
}
