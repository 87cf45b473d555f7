using JitPortal.Application.Intake;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Policies;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>Keeps what an administrator wants a policy to become. A draft applies to nothing and has one author.</summary>
public sealed class SaveDraft(Ledger ledger)
{
    private const int LongestName = 200;

    /// <returns>
    /// The draft's new revision; <see cref="Refusal.Invalid"/> with every mistake and its path; <see cref="Refusal.Conflict"/> where
    /// somebody else has a draft of it, another window was first, it waits for confirmation, or its version is not the next one.
    /// </returns>
    public async Task<Outcome<long>> RunAsync(Actor actor, DraftForm form, CancellationToken ct)
    {
        if (!actor.Is(PortalRole.Administrator))
            return Drafts.NotAllowed;
        return await ledger.WriteAsync<long>(
            async writing =>
            {
                if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
                    return Drafts.NotAllowed;
                if (await MistakesAsync(writing.Db, form.Policy, ct) is { Count: > 0 } mistakes)
                    return new Refusal.Invalid(mistakes);
                if (await WhyStaleAsync(writing.Db, actor, form, ct) is { } stale)
                    return stale;
                return await WriteAsync(writing, actor, form, ct);
            },
            ct);
    }

    private static async Task<IReadOnlyList<FieldError>> MistakesAsync(PortalDb db, Policy policy, CancellationToken ct)
    {
        var known = (await db.Entitlements.Select(e => e.Id).ToListAsync(ct)).Select(id => new EntitlementId(id)).ToHashSet();
        var taken = await db.Policies.AnyAsync(p => p.Name == policy.Name && p.PolicyId != policy.Id.Value && p.ReplacedAt == null, ct);
        return
        [
            .. policy.Mistakes(known),
            .. TextCheck.Mistakes("name", policy.Name, LongestName),
            .. taken ? [new FieldError("name", Both("Another policy has this name already."))] : Array.Empty<FieldError>(),
        ];
    }

    private static async Task<Refusal?> WhyStaleAsync(PortalDb db, Actor actor, DraftForm form, CancellationToken ct)
    {
        if (await PolicyVersions.LastAsync(db, form.Policy.Id.Value, ct) is var last && last != form.Policy.Version - 1)
            return new Refusal.Conflict(Both($"Version {last} of “{form.Policy.Name}” has been published meanwhile. Load the page again and carry your change over."));
        var draft = await db.PolicyDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.PolicyId == form.Policy.Id.Value, ct);
        if (draft is null)
            return form.Revision == 0 ? null : new Refusal.Conflict(Both("This draft has been published or discarded meanwhile. Load the page again."));
        if (draft.EditedById != actor.Id.Value)
        {
            var author = await Drafts.AuthorAsync(db, draft, ct);
            return new Refusal.Conflict(Both($"{author} has a draft of this policy. It has to be published or discarded first."));
        }
        if (draft.ProposedAt is not null)
            return new Refusal.Conflict(Both("This draft waits for another administrator. Withdraw it to go on writing."));
        return draft.Revision == form.Revision ? null : new Refusal.Conflict(Both("This draft has been saved from another window meanwhile. Load the page again."));
    }

    private static async Task<Outcome<long>> WriteAsync(Writing writing, Actor actor, DraftForm form, CancellationToken ct)
    {
        await writing.Db.PolicyDrafts.Where(d => d.PolicyId == form.Policy.Id.Value && d.Revision == form.Revision).ExecuteDeleteAsync(ct);
        writing.Db.PolicyDrafts.Add(new PolicyDraftRow
        {
            PolicyId = form.Policy.Id.Value,
            Name = form.Policy.Name,
            Document = PolicyDocument.Write(form.Policy),
            BaseVersion = form.Policy.Version - 1,
            Revision = form.Revision + 1,
            EditedById = actor.Id.Value,
            EditedAt = writing.Now,
        });
        await writing.Db.SaveChangesAsync(ct);
        writing.Record(Drafts.Event(AuditTypes.PolicyDraftSaved, actor, form.Policy));
        return form.Revision + 1;
    }
}

/// <param name="Policy">As it shall become; its version is one more than the last that was published.</param>
/// <param name="Revision">Of the draft that was read; 0 where there was none.</param>
public sealed record DraftForm(Policy Policy, long Revision);
