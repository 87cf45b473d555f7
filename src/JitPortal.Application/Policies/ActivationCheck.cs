using JitPortal.Application.Approvals;
using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Catalog;
using JitPortal.Storage.Grants;
using JitPortal.Storage.People;
using JitPortal.Storage.Requests;
using JitPortal.Storage.Targets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>
/// Approved is not active (I-24): when a grant begins or becomes longer, person, locks, approvers, account, entitlement, target and the
/// current policies are looked at again. The pinned approvals count; what is stricter now wins, and nobody is asked again.
/// </summary>
public sealed class ActivationCheck(Rechecks rechecks)
{
    /// <returns>How long it may be by now, and what its holder's sign-in has to be for its secret; <see cref="Refusal.Forbidden"/> with the reason when it may not begin.</returns>
    public async Task<Outcome<Standing.Stands>> BeginAsync(Writing writing, GrantRow grant, CancellationToken ct) => writing.Now > grant.LatestStart
        ? new Refusal.Forbidden("It could not begin in time, so the approval has lapsed.")
        : await JudgeAsync(writing, grant, grant.RequestId, grant.Duration, ct);

    /// <param name="lease">The one that an extension was approved for. The target may have been told of its end already, so it is never cut.</param>
    /// <returns><see cref="Refusal.Forbidden"/> with the reason when the old end has to stand.</returns>
    public async Task<Outcome<Standing.Stands>> ExtendAsync(Writing writing, GrantRow grant, LeaseRow lease, CancellationToken ct)
    {
        var further = lease.NotAfter - lease.NotBefore;
        var judged = await JudgeAsync(writing, grant, lease.RequestId, further, ct);
        return judged.Succeeded && judged.Value.Duration < further ? new Refusal.Forbidden("The policies allow less by now. Ask again.") : judged;
    }

    private async Task<Outcome<Standing.Stands>> JudgeAsync(Writing writing, GrantRow grant, Guid request, TimeSpan duration, CancellationToken ct)
    {
        var found = await FindAsync(writing.Db, grant, request, ct);
        return WhyNot(found) is { } why
            ? new Refusal.Forbidden(why)
            : Judge(await rechecks.RunAsync(writing.Db, found.Request, duration, grant, found.Subject, writing.Now, ct));
    }

    private static string? WhyNot(Found found) => found switch
    {
        { Person: { DisabledAt: not null } or { ErasedAt: not null } } => "The person is disabled.",
        { OwnerIsDisabled: true } => "The person who owns this workload is disabled.",
        { Lock: { } standing } => Locks.Words(standing, found.Person.Id, toThem: false).English,
        { WithoutApprover: true } => LostApprovals.Words,
        { WithoutAccount: true } => "The account is not that person's any more. Ask again.",
        { Entitlement.RetiredAt: not null } => "The entitlement has been retired.",
        { Target: { RetiredAt: not null } or { Unavailable: not null } } => "The target has been retired or cannot be used.",
        _ => null,
    };

    /// <summary>All of it in one statement: every opening comes by here, and each question by itself would cost a round trip.</summary>
    private static async Task<Found> FindAsync(PortalDb db, GrantRow grant, Guid requestId, CancellationToken ct)
    {
        var (lost, onAccount) = (LostApprovals.In(db), grant.Mode == PrincipalMode.Existing);
        var account = db.TargetAccounts.Where(a => a.TargetId == grant.TargetId && a.PersonId == grant.PersonId && a.Name == grant.Principal);
        var rows = await (
            from person in db.People.AsNoTracking().Where(p => p.Id == grant.PersonId)
            from request in db.Requests.AsNoTracking().Where(r => r.Id == requestId)
            from entitlement in db.Entitlements.AsNoTracking().Where(e => e.Id == grant.EntitlementId)
            from target in db.Targets.AsNoTracking().Where(t => t.Id == grant.TargetId)
            from installation in db.Installation
            from standing in Locks.Standing(db, grant.PersonId, grant.TargetId, grant.EntitlementId).DefaultIfEmpty()
            select new
            {
                Person = person,
                Request = request,
                Entitlement = entitlement,
                Target = target,
                Lock = standing,
                installation.PolicyVersion,
                WithoutApprover = lost.Any(d => d.RequestId == requestId),
                WithoutAccount = onAccount && !account.Any(),
                OwnerIsDisabled = db.People.Any(p => p.Id == person.OwnerId && p.DisabledAt != null),
            })
            .ToListAsync(ct);
        var (one, standingNow) = (rows[0], rows.Select(r => r.Lock).Where(l => l is not null).MinBy(l => l!.PlacedAt));
        return new Found(one.Person, one.Request, one.Entitlement, one.Target, standingNow, one.PolicyVersion, one.WithoutApprover, one.WithoutAccount, one.OwnerIsDisabled);
    }

    private sealed record Found(
        PersonRow Person, RequestRow Request, EntitlementRow Entitlement, TargetRow Target, LockRow? Lock, long PolicyVersion, bool WithoutApprover, bool WithoutAccount, bool OwnerIsDisabled)
    {
        public RecheckSubject Subject => new(
            Person, EntitlementReading.Of(Entitlement.Id, Target.Kind, Entitlement.Resource, Entitlement.Role, Entitlement.Tags), PolicyVersion);
    }

    /// <summary>A shorter limit cuts, it does not cancel; what was not given before is not asked for any more.</summary>
    private static Outcome<Standing.Stands> Judge(Standing standing) => standing switch
    {
        Standing.Ended ended => new Refusal.Forbidden($"The policies do not allow it any more. {ended.Sentence}"),
        Standing.Stands { Missing.Count: > 0 } => new Refusal.Forbidden("The policies ask for an approval now that was not given."),
        Standing.Stands { StepUp: { } level } => new Refusal.Forbidden($"The policies ask for a {level.Words()} now that was not given."),
        Standing.Stands stands => stands,
        _ => throw new InvalidOperationException($"No answer for {standing}."),
    };
}
