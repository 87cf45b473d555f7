using JitPortal.Application.Failpoints;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>The holder ends their own access early.</summary>
public sealed class GiveBackGrant(Ledger ledger)
{
    /// <returns><see cref="Refusal.Conflict"/> when it is ending or has ended; <see cref="Refusal.NotFound"/> for somebody else's.</returns>
    public async Task<Outcome<Done>> RunAsync(Actor actor, GrantId id, CancellationToken ct)
    {
        var ended = await ledger.WriteAsync<Done>(
            async writing =>
            {
                var grant = await writing.Db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id.Value && g.PersonId == actor.Id.Value, ct);
                if (grant is null)
                    return new Refusal.NotFound(Both("There is no such access."));
                var outcome = await GrantEnding.EndAsync(writing, grant, GrantEvent.GivenBack, EndReason.GivenBack, actor.AuditId, null, ct);
                Failpoint.Hit("giveback.before-commit");
                return outcome;
            },
            ct);
        Failpoint.Hit("giveback.after-commit");
        return ended;
    }
}
