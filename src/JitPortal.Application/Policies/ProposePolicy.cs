using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>
/// The author of a draft wants it in force. Another administrator has to confirm it; in solo mode (one administrator ever) it is
/// in force at once and marked.
/// </summary>
public sealed class ProposePolicy(Ledger ledger)
{
    /// <returns>
    /// <see cref="Refusal.Forbidden"/> but for the administrator who wrote it; <see cref="Refusal.Conflict"/> for a draft that is not as it was
    /// seen, that was written against a version that is not the last any more, or that says what is in force already.
    /// </returns>
    public Task<Outcome<Proposed>> RunAsync(Actor actor, PolicyId policy, long revision, CancellationToken ct) => ledger.WriteAsync<Proposed>(
        async writing =>
        {
            var draft = await Drafts.TakeAsync(writing, actor, policy, revision, ct);
            if (!draft.Succeeded)
                return draft.Refusal;
            if (draft.Value.EditedById != actor.Id.Value)
            {
                var author = await Drafts.AuthorAsync(writing.Db, draft.Value, ct);
                return new Refusal.Forbidden(Both($"{author} wrote this draft and proposes it."));
            }
            if (await PolicyVersions.LastAsync(writing.Db, policy.Value, ct) is var last && last != draft.Value.BaseVersion)
                return new Refusal.Conflict(Both($"Version {last} has been published meanwhile; this draft was written against version {draft.Value.BaseVersion}. Discard it and write it anew."));
            if (await PolicyVersions.IsInForceAsync(writing.Db, draft.Value, ct))
                return new Refusal.Conflict(Both($"Version {draft.Value.BaseVersion} says the same already: there is nothing to confirm."));
            if (await SoloMode.IsOnAsync(writing.Db, ct))
                return (await Drafts.ApplyAsync(writing, draft.Value, new Signatures(actor.Id, null, Solo: true), ct)).Match<Outcome<Proposed>>(_ => Proposed.InForce, refusal => refusal);
            var proposed = await writing.Db.PolicyDrafts.Where(d => d.PolicyId == policy.Value && d.ProposedAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(d => d.ProposedAt, writing.Now), ct);
            return writing.Record(proposed, Drafts.Event(AuditTypes.PolicyProposed, actor, draft.Value))
                ? Proposed.Waits
                : new Refusal.Conflict(Both("It waits for another administrator already."));
        },
        ct);
}

public enum Proposed
{
    /// <summary>Another administrator has to confirm it.</summary>
    Waits,

    /// <summary>It applies from now on.</summary>
    InForce,
}
