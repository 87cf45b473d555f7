using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Policies;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>
/// A policy shall stop applying. With a refusal in it that opens access, so it is a proposal like any other; in solo mode it is
/// done at once and marked.
/// </summary>
public sealed class RetirePolicy(Ledger ledger)
{
    /// <returns>
    /// <see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.NotFound"/> for a policy that is not in force;
    /// <see cref="Refusal.Conflict"/> when there is a draft of it or that version is not in force any more.
    /// </returns>
    public Task<Outcome<Proposed>> RunAsync(Actor actor, PolicyId policy, int version, CancellationToken ct) => ledger.WriteAsync<Proposed>(
        async writing =>
        {
            if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                return Drafts.NotAllowed;
            var row = await writing.Db.Policies.AsNoTracking().SingleOrDefaultAsync(p => p.PolicyId == policy.Value && p.ReplacedAt == null, ct);
            if (row is null)
                return new Refusal.NotFound(Both("No such policy is in force."));
            if (row.Version != version)
                return new Refusal.Conflict(Both($"Version {row.Version} has been published meanwhile. Load the page again."));
            if (await writing.Db.PolicyDrafts.AnyAsync(d => d.PolicyId == policy.Value, ct))
                return new Refusal.Conflict(Both("There is a draft of this policy. Publish or discard it first."));
            var draft = new PolicyDraftRow
            {
                PolicyId = row.PolicyId,
                Name = row.Name,
                Document = row.Document,
                BaseVersion = row.Version,
                Revision = 1,
                Retires = true,
                EditedById = actor.Id.Value,
                EditedAt = writing.Now,
                ProposedAt = writing.Now,
            };
            if (await SoloMode.IsOnAsync(writing.Db, ct))
                return (await Drafts.ApplyAsync(writing, draft, new Signatures(actor.Id, null, Solo: true), ct)).Match<Outcome<Proposed>>(_ => Proposed.InForce, refusal => refusal);
            writing.Db.PolicyDrafts.Add(draft);
            await writing.Db.SaveChangesAsync(ct);
            var proposed = Drafts.Event(AuditTypes.PolicyProposed, actor, draft);
            writing.Record(proposed with { Facts = [.. proposed.Facts, new("retires", "the policy")] });
            return Proposed.Waits;
        },
        ct);
}
