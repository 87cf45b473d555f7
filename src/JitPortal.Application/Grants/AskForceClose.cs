using JitPortal.Application.Intake;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>
/// An administrator proposes to give up on a target that yields no evidence (I-11). Nothing changes for the revocation, which goes
/// on being tried, until a second one agrees (<see cref="AgreeForceClose"/>). Safe to repeat: the last proposal stands.
/// </summary>
public sealed class AskForceClose(Ledger ledger)
{
    /// <param name="reason">Why, and what was done instead; 1 to 2,000 characters. The second administrator reads it.</param>
    /// <returns>
    /// <see cref="Refusal.Forbidden"/> but for administrators who are not <see cref="TooClose"/> to the holder; <see cref="Refusal.Conflict"/> unless it is
    /// being revoked and overdue.
    /// </returns>
    public async Task<Outcome<Done>> RunAsync(Actor actor, GrantId id, string reason, CancellationToken ct)
    {
        var mistakes = TextCheck.Required("reason", reason, TextCheck.LongestReason, Both("Say why, and how the access was removed instead.")).ToList();
        return mistakes.Count > 0 ? new Refusal.Invalid(mistakes) : await ledger.WriteAsync(writing => AskAsync(writing, actor, id, reason, ct), ct);
    }

    private static async Task<Outcome<Done>> AskAsync(Writing writing, Actor actor, GrantId id, string reason, CancellationToken ct)
    {
        var found = await FindAsync(writing, actor, id, ct);
        if (!found.Succeeded)
            return found.Refusal;
        var grant = found.Value;
        var changed = await writing.Db.Grants.Where(g => g.Id == grant.Id && g.State == GrantState.Revoking).ExecuteUpdateAsync(
            s => s.SetProperty(g => g.ForceAskedBy, actor.Id.Value).SetProperty(g => g.ForceAskedAt, writing.Now).SetProperty(g => g.ForceReason, reason), ct);
        var audit = GrantAudit.Event(grant, AuditTypes.GrantForceCloseAsked, actor.AuditId, Facts(grant)) with { Personal = [new(actor.Id, "reason", reason)] };
        return writing.Record(changed, audit) ? default(Done) : new Refusal.Conflict(Both("This access changed just now. Look again."));
    }

    /// <summary>The overdue grant, for an administrator who may close it by force.</summary>
    internal static async Task<Outcome<GrantRow>> FindAsync(Writing writing, Actor actor, GrantId id, CancellationToken ct)
    {
        if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
            return new Refusal.Forbidden(Both("Only administrators close access without evidence."));
        var grant = await writing.Db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id.Value, ct);
        return grant switch
        {
            null => new Refusal.NotFound(Both("There is no such access.")),
            _ when grant.PersonId == actor.Id.Value => new Refusal.Forbidden(Both("Nobody closes their own access without evidence.")),
            _ when await IsTooCloseAsync(writing, actor, grant, ct) => new Refusal.Forbidden(
                Both("Nobody closes the access of their stand-in, of whom they stand in for, or of a workload they own without evidence. Another administrator has to.")),
            { State: not GrantState.Revoking } => new Refusal.Conflict(Both("It is not being removed just now, so there is nothing to give up on.")),
            _ when !GrantViews.IsOverdue(grant, writing.Now) => new Refusal.Conflict(Both("Its removal is still being tried. It can be given up when it is overdue.")),
            _ => grant,
        };
    }

    /// <summary>To the holder, at any time since they asked; whoever owned the workload when it asked is too.</summary>
    private static async Task<bool> IsTooCloseAsync(Writing writing, Actor actor, GrantRow grant, CancellationToken ct)
    {
        var asked = await writing.Db.Requests.Where(r => r.Id == grant.RequestId).Select(r => new { r.ResponsibleId, r.FiledAt }).SingleAsync(ct);
        return (await TooClose.ToAsync(writing.Db, [grant.PersonId, asked.ResponsibleId], asked.FiledAt, writing.Now, ct)).Contains(actor.Id.Value);
    }

    internal static AuditFact[] Facts(GrantRow grant) =>
        [new("reason", (grant.EndReason ?? EndReason.Expired).ToString()), new("attempts", (long)grant.Attempts), new("error", grant.LastError ?? "")];
}
