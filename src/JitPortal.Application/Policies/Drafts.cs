using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Policies;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>What everybody who works on a draft needs: the draft as it was seen, and who wrote it.</summary>
internal static class Drafts
{
    public static Refusal NotAllowed => new Refusal.Forbidden(Both("Only administrators write policies."));

    /// <summary>Takes the draft for this transaction by raising its revision; another one at once then finds nothing.</summary>
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators; <see cref="Refusal.Conflict"/> for a draft that is not as it was seen.</returns>
    public static async Task<Outcome<PolicyDraftRow>> TakeAsync(Writing writing, Actor actor, PolicyId policy, long revision, CancellationToken ct)
    {
        if (!await Authority.HasAsync(writing.Db, actor, PortalRole.Administrator, ct))
            return NotAllowed;
        var taken = await writing.Db.PolicyDrafts.Where(d => d.PolicyId == policy.Value && d.Revision == revision)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.Revision, d => d.Revision + 1), ct);
        return taken == 1
            ? await writing.Db.PolicyDrafts.AsNoTracking().SingleAsync(d => d.PolicyId == policy.Value, ct)
            : new Refusal.Conflict(Both("This draft has been changed, published or discarded meanwhile. Load the page again."));
    }

    public static Task<int> DeleteAsync(Writing writing, PolicyDraftRow draft, CancellationToken ct) =>
        writing.Db.PolicyDrafts.Where(d => d.PolicyId == draft.PolicyId).ExecuteDeleteAsync(ct);

    /// <summary>Puts it in force, or the policy out of it, and the draft is gone.</summary>
    public static async Task<Outcome<Done>> ApplyAsync(Writing writing, PolicyDraftRow draft, Signatures signatures, CancellationToken ct)
    {
        if (draft.Retires)
        {
            // Unread: a policy that this build cannot read refuses wherever it applies, and must not stay for ever.
            await DeleteAsync(writing, draft, ct);
            return await PolicyVersions.RetireAsync(writing, draft, signatures, ct);
        }
        var read = PolicyDocument.Read(draft.Document);
        if (!read.Succeeded)
            return read.Refusal;
        await DeleteAsync(writing, draft, ct);
        return await PolicyVersions.PublishAsync(writing, read.Value, signatures, ct);
    }

    public static async Task<string> AuthorAsync(PortalDb db, PolicyDraftRow draft, CancellationToken ct) =>
        await db.People.Where(p => p.Id == draft.EditedById).Select(p => p.Name).SingleOrDefaultAsync(ct) ?? "Somebody";

    public static AuditEvent Event(string type, Actor actor, Policy policy) => Event(type, actor, policy.Id.Value, policy.Version, policy.Name);

    public static AuditEvent Event(string type, Actor actor, PolicyDraftRow draft) => Event(type, actor, draft.PolicyId, draft.BaseVersion + (draft.Retires ? 0 : 1), draft.Name);

    private static AuditEvent Event(string type, Actor actor, Guid policy, long version, string name) =>
        new(type, actor.AuditId) { Facts = [new("policy", policy.ToString("N")), new("version", version), new("name", name)] };
}
