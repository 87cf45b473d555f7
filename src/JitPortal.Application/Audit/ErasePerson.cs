using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Texts;
using JitPortal.Storage;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Audit;

/// <summary>
/// Erases a person's readable traces without breaking the audit chain (I-36): the key of their personal fields is deleted, and
/// what the working tables hold of them is blanked. Exports and old backups are out of reach. Their sign-in stays refused: see <see cref="ErasedLogins"/>.
/// </summary>
public sealed class ErasePerson(Ledger ledger, KeyRing keys)
{
    /// <returns>
    /// <see cref="Refusal.Conflict"/> while the person has a grant that is not ended, or is stopped; <see cref="Refusal.Forbidden"/> but for administrators,
    /// who do not erase themselves.
    /// </returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, PersonId person, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                return new Refusal.Forbidden(Both("Only administrators erase people."));
            if (actor.Id == person)
                return new Refusal.Forbidden(Both("Nobody erases themselves. Another administrator has to."));
            if (await WhyNotYetAsync(writing.Db, person.Value, ct) is { } why)
                return new Refusal.Conflict(why);
            var changed = await BlankAsync(writing, person.Value, ct);
            if (!writing.Record(changed, new AuditEvent(AuditTypes.PersonErased, actor.AuditId) { Person = person }))
                return new Refusal.Conflict(Both("This person is erased already, or unknown."));
            await ErasedLogins.LeaveAsync(writing.Db, keys, person.Value, ct);
            await BlankGrantsAsync(writing.Db, person.Value, ct);
            await ApproverNames.ForgetAsync(writing.Db, person.Value, ct);
            await writing.Db.PersonKeys.Where(k => k.PersonId == person.Value).ExecuteDeleteAsync(ct);
            return default(Done);
        },
        ct);

    private static async Task<Said?> WhyNotYetAsync(PortalDb db, Guid person, CancellationToken ct)
    {
        if (await db.Grants.AnyAsync(g => g.PersonId == person && g.State != GrantState.Ended, ct))
            return Both("This person has access that has not ended. End it first.");
        if (await db.Grants.AnyAsync(g => g.PersonId == person && g.Evidence == EvidenceKind.Forced, ct))
            return Both("This person has access that was given up without evidence: whoever looks for it needs their name.");
        return await db.Locks.AnyAsync(l => l.PersonId == person && l.LiftedAt == null, ct)
            ? Both("All access of this person is stopped. Lift the stop first.")
            : default(Said?);
    }

    private static async Task<int> BlankAsync(Writing writing, Guid person, CancellationToken ct)
    {
        var changed = await writing.Db.People.Where(p => p.Id == person && p.ErasedAt == null).ExecuteUpdateAsync(
            s => s.SetProperty(p => p.Name, "Erased person")
                .SetProperty(p => p.Email, (string?)null)
                .SetProperty(p => p.Groups, (string?)null)
                .SetProperty(p => p.Claims, (string?)null)
                .SetProperty(p => p.Attributes, (string?)null)
                .SetProperty(p => p.DisabledAt, p => p.DisabledAt ?? writing.Now)
                .SetProperty(p => p.ErasedAt, writing.Now),
            ct);
        await SessionEnding.EndAsync(writing, s => s.PersonId == person, SessionEnd.Disabled, ct);
        await writing.Db.KeptActions.Where(a => a.PersonId == person).ExecuteDeleteAsync(ct);
        await writing.Db.SignInReports.Where(r => r.PersonId == person).ExecuteDeleteAsync(ct);
        await writing.Db.TargetAccounts.Where(a => a.PersonId == person).ExecuteDeleteAsync(ct);
        await writing.Db.Deliveries.Where(d => d.PersonId == person).ExecuteDeleteAsync(ct);
        await writing.Db.Notices.Where(n => n.PersonId == person).ExecuteDeleteAsync(ct);
        await writing.Db.NoticeSettings.Where(s => s.PersonId == person).ExecuteDeleteAsync(ct);
        await writing.Db.Requests.Where(r => r.RequesterId == person).ExecuteUpdateAsync(
            s => s.SetProperty(r => r.Reason, "").SetProperty(r => r.Ticket, (string?)null).SetProperty(r => r.PublicKey, (string?)null).SetProperty(r => r.SourceAddress, (string?)null), ct);
        await writing.Db.Decisions.Where(d => d.ApproverId == person).ExecuteUpdateAsync(s => s.SetProperty(d => d.Reason, (string?)null), ct);
        await writing.Db.PostReviews.Where(r => r.ResponsibleId == person).ExecuteUpdateAsync(s => s.SetProperty(r => r.Explanation, (string?)null), ct);
        await writing.Db.PostReviews.Where(r => r.ReviewerId == person).ExecuteUpdateAsync(s => s.SetProperty(r => r.Finding, (string?)null), ct);
        await writing.Db.Locks.Where(l => l.PlacedBy == person).ExecuteUpdateAsync(s => s.SetProperty(l => l.Reason, ""), ct);
        await writing.Db.Grants.Where(g => g.ForceAskedBy == person).ExecuteUpdateAsync(s => s.SetProperty(g => g.ForceReason, (string?)null), ct);
        await Epochs.RaisePeopleAsync(writing.Db, ct);
        return changed;
    }

    /// <summary>Their grants have all ended: what still tells of the person in them is the account, the key and the address.</summary>
    private static async Task BlankGrantsAsync(PortalDb db, Guid person, CancellationToken ct)
    {
        var theirs = db.Grants.Where(g => g.PersonId == person);
        var holdings = await theirs.Where(g => g.HoldingId != null).Select(g => g.HoldingId!.Value).Distinct().ToListAsync(ct);
        await theirs.Where(g => g.Mode == PrincipalMode.Existing).ExecuteUpdateAsync(
            s => s.SetProperty(g => g.Principal, ApproverNames.Erased)
                .SetProperty(g => g.EvidenceWords, g => g.EvidenceWords!.Replace(g.Principal, ApproverNames.Erased))
                .SetProperty(g => g.LastError, g => g.LastError!.Replace(g.Principal, ApproverNames.Erased))
                .SetProperty(g => g.HoldingId, (Guid?)null),
            ct);
        await theirs.ExecuteUpdateAsync(
            s => s.SetProperty(g => g.PublicKey, (string?)null).SetProperty(g => g.SourceAddress, (string?)null).SetProperty(g => g.Verifier, (string?)null), ct);
        await db.Leases.Where(l => theirs.Any(g => g.Id == l.GrantId)).ExecuteUpdateAsync(s => s.SetProperty(l => l.Material, (string?)null), ct);
        await db.Holdings.Where(h => holdings.Contains(h.Id) && !db.Grants.Any(g => g.HoldingId == h.Id)).ExecuteDeleteAsync(ct);
    }
}
