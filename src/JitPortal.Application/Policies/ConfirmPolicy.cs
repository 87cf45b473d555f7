using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>A second administrator, who has read the difference and the findings, puts a proposal in force. Nobody confirms their own.</summary>
public sealed class ConfirmPolicy(Ledger ledger)
{
    /// <returns>
    /// <see cref="Refusal.Forbidden"/> but for administrators, for the one who wrote it and for whom <see cref="Appointments"/> counts as one with them; <see cref="Refusal.Conflict"/> for a
    /// proposal that is not as it was seen, whose policy has moved on, or whose author is disabled, stopped or no administrator any more.
    /// </returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, PolicyId policy, long revision, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            var draft = await Drafts.TakeAsync(writing, actor, policy, revision, ct);
            if (!draft.Succeeded)
                return draft.Refusal;
            if (draft.Value.ProposedAt is null)
                return new Refusal.Conflict(Both("This draft is not proposed, so there is nothing to confirm."));
            var author = new PersonId(draft.Value.EditedById);
            if (author == actor.Id)
                return new Refusal.Forbidden(Both("Nobody confirms what they wrote. Another administrator has to."));
            if (await Appointments.WhyNotSecondAsync(writing.Db, actor.Id, [author.Value], writing.Now, ct) is { } why)
                return new Refusal.Forbidden(why);
            // One person and somebody whose word counts for nothing are not two.
            if (!await DecidingPeople.In(writing.Db).Where(PersonRow.IsAdministrator).AnyAsync(p => p.Id == author.Value, ct))
                return new Refusal.Conflict(Both("Whoever proposed it is disabled, stopped or no administrator any more. Discard it, and propose it anew."));
            return await Drafts.ApplyAsync(writing, draft.Value, new Signatures(author, actor.Id, Solo: false), ct);
        },
        ct);
}
