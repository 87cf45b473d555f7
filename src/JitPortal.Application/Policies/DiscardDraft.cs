using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;

namespace JitPortal.Application.Policies;

/// <summary>Throws a draft away, one's own or one that somebody left behind.</summary>
public sealed class DiscardDraft(Ledger ledger)
{
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.Conflict"/> for a draft that is not as it was seen.</returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, PolicyId policy, long revision, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            var draft = await Drafts.TakeAsync(writing, actor, policy, revision, ct);
            if (!draft.Succeeded)
                return draft.Refusal;
            writing.Record(await Drafts.DeleteAsync(writing, draft.Value, ct), Drafts.Event(AuditTypes.PolicyDraftDiscarded, actor, draft.Value));
            return default(Done);
        },
        ct);
}
