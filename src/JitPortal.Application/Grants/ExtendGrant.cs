using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>Asks for a further lease on an active grant: an access request like any other, without a gap when it is granted.</summary>
public sealed class ExtendGrant(PortalDbFactory databases, SubmitRequest submit)
{
    /// <param name="by">How much longer than the current end.</param>
    /// <returns>The request; its refusals are those of <see cref="SubmitRequest"/>.</returns>
    public async Task<Outcome<RequestId>> RunAsync(Actor actor, GrantId id, TimeSpan by, string reason, CancellationToken ct)
    {
        await using var db = databases.Create();
        var entitlement = await db.Grants
            .Where(g => g.Id == id.Value && g.PersonId == actor.Id.Value)
            .Select(g => (Guid?)g.EntitlementId)
            .SingleOrDefaultAsync(ct);
        return entitlement is { } known
            ? await submit.RunAsync(actor, new RequestForm(new EntitlementId(known), by, reason, Extends: id), ct)
            : new Refusal.NotFound(Both("There is no such access."));
    }
}
