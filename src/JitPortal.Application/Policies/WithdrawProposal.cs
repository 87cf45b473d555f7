using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>Takes a proposal back, or sends it back: it is a draft again. One that would retire a policy is gone.</summary>
public sealed class WithdrawProposal(Ledger ledger)
{
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.Conflict"/> for a proposal that is not as it was seen.</returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, PolicyId policy, long revision, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            var draft = await Drafts.TakeAsync(writing, actor, policy, revision, ct);
            if (!draft.Succeeded)
                return draft.Refusal;
            var withdrawn = draft.Value.Retires
                ? await Drafts.DeleteAsync(writing, draft.Value, ct)
                : await writing.Db.PolicyDrafts.Where(d => d.PolicyId == policy.Value && d.ProposedAt != null)
                    .ExecuteUpdateAsync(s => s.SetProperty(d => d.ProposedAt, (DateTimeOffset?)null), ct);
            return writing.Record(withdrawn, Drafts.Event(AuditTypes.PolicyProposalWithdrawn, actor, draft.Value))
                ? default(Done)
                : new Refusal.Conflict(Both("This draft is not proposed."));
        },
        ct);
}
