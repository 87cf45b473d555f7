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

/// <summary>An administrator, or somebody who approved it, takes access away.</summary>
public sealed class RevokeGrant(Ledger ledger)
{
    /// <param name="reason">Why; 1 to 2,000 characters.</param>
    /// <returns>
    /// <see cref="Refusal.Forbidden"/> for others who may see it, <see cref="Refusal.NotFound"/> for those who may not;
    /// <see cref="Refusal.Conflict"/> when it is ending or has ended.
    /// </returns>
    public async Task<Outcome<Done>> RunAsync(Actor actor, GrantId id, string reason, CancellationToken ct)
    {
        var mistakes = TextCheck.Required("reason", reason, TextCheck.LongestReason, Both("Say why; the holder reads it.")).ToList();
        if (mistakes.Count > 0)
            return new Refusal.Invalid(mistakes);
        return await ledger.WriteAsync<Done>(
            async writing =>
            {
                var grant = await writing.Db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id.Value, ct);
                if (grant is null || !await ReadGrant.MaySeeAsync(writing.Db, actor, grant, ct))
                    return new Refusal.NotFound(Both("There is no such access."));
                if (!await MayAsync(writing.Db, actor, grant, ct))
                    return new Refusal.Forbidden(Both("Only administrators and those who approved it take access away."));
                return await GrantEnding.EndAsync(
                    writing, grant, GrantEvent.RevokeAsked, EndReason.Revoked, actor.AuditId, new PersonalField(actor.Id, "reason", reason), ct);
            },
            ct);
    }

    internal static async Task<bool> MayAsync(PortalDb db, Actor actor, GrantRow grant, CancellationToken ct) =>
        await Authority.HasAsync(db, actor, PortalRole.Administrator, ct)
        || await db.Decisions.AnyAsync(
            d => d.RequestId == grant.RequestId && d.ApproverId == actor.Id.Value && d.Approves && db.People.Any(p => p.Id == d.ApproverId && p.DisabledAt == null), ct);
}
