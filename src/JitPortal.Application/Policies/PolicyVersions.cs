using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Policies;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>Puts a version in force or takes a policy out of it: the one place that writes versions, which never change afterwards.</summary>
internal static class PolicyVersions
{
    public static async Task<int> LastAsync(PortalDb db, Guid policy, CancellationToken ct) =>
        await db.Policies.Where(p => p.PolicyId == policy).MaxAsync(p => (int?)p.Version, ct) ?? 0;

    /// <summary>Whether a version in force says what the draft says.</summary>
    public static async Task<bool> IsInForceAsync(PortalDb db, PolicyDraftRow draft, CancellationToken ct) =>
        !draft.Retires
        && await db.Policies.Where(p => p.PolicyId == draft.PolicyId && p.ReplacedAt == null).Select(p => p.Document).SingleOrDefaultAsync(ct) is { } document
        && (PolicyDocument.Read(document), PolicyDocument.Read(draft.Document)) is ({ Succeeded: true, Value: var now }, { Succeeded: true, Value: var then })
        && now with { Version = then.Version } == then;

    /// <returns><see cref="Refusal.Conflict"/> when it is not the next version; <see cref="Refusal.Invalid"/> when it names an entitlement that is not there.</returns>
    public static async Task<Outcome<Done>> PublishAsync(Writing writing, Policy policy, Signatures signatures, CancellationToken ct)
    {
        var last = await LastAsync(writing.Db, policy.Id.Value, ct);
        if (policy.Version != last + 1)
            return new Refusal.Conflict(Both($"Version {last} of “{policy.Name}” has been published meanwhile; this one was written against version {policy.Version - 1}."));
        var catalogue = (await writing.Db.Entitlements.Select(e => e.Id).ToListAsync(ct)).Select(id => new EntitlementId(id)).ToHashSet();
        if (policy.Dangling(catalogue) is [var unknown, ..])
            return new Refusal.Invalid("appliesTo", Both($"There is no entitlement {unknown}. Name only entitlements of the catalogue."));
        await ReplaceAsync(writing, policy.Id, ct);
        writing.Db.Policies.Add(new PolicyRow
        {
            PolicyId = policy.Id.Value,
            Version = policy.Version,
            Name = policy.Name,
            Document = PolicyDocument.Write(policy),
            PublishedAt = writing.Now,
            EditedById = signatures.Editor?.Value,
            ConfirmedById = signatures.Confirmer?.Value,
        });
        await writing.Db.SaveChangesAsync(ct);
        await RaiseSetAsync(writing, ct);
        var published = signatures.Event(AuditTypes.PolicyPublished, policy.Id, policy.Version, policy.Name);
        writing.Record(published with
        {
            Facts = [.. published.Facts, new("document", PolicyDocument.Write(ApproverNames.ById(policy)))],
        });
        return default(Done);
    }

    /// <returns><see cref="Refusal.Conflict"/> when that version is not in force any more.</returns>
    public static async Task<Outcome<Done>> RetireAsync(Writing writing, PolicyDraftRow draft, Signatures signatures, CancellationToken ct)
    {
        var policy = new PolicyId(draft.PolicyId);
        if (await ReplaceAsync(writing, policy, ct) == 0)
            return new Refusal.Conflict(Both($"“{draft.Name}” has been retired already."));
        await RaiseSetAsync(writing, ct);
        writing.Record(signatures.Event(AuditTypes.PolicyRetired, policy, draft.BaseVersion, draft.Name));
        return default(Done);
    }

    private static Task<int> ReplaceAsync(Writing writing, PolicyId policy, CancellationToken ct) =>
        writing.Db.Policies.Where(p => p.PolicyId == policy.Value && p.ReplacedAt == null).ExecuteUpdateAsync(s => s.SetProperty(p => p.ReplacedAt, writing.Now), ct);

    private static Task RaiseSetAsync(Writing writing, CancellationToken ct) =>
        writing.Db.Installation.ExecuteUpdateAsync(s => s.SetProperty(i => i.PolicyVersion, i => i.PolicyVersion + 1), ct);
}

/// <summary>Who stands behind a version.</summary>
/// <param name="Editor"><see langword="null"/> where the portal itself wrote it.</param>
/// <param name="Confirmer"><see langword="null"/> where nobody had to confirm.</param>
internal sealed record Signatures(PersonId? Editor, PersonId? Confirmer, bool Solo)
{
    public AuditEvent Event(string type, PolicyId policy, int version, string name) => new(type, Confirmer ?? Editor)
    {
        Facts =
        [
            new("policy", policy.ToString()),
            new("version", (long)version),
            new("name", name),
            .. Editor is { } editor ? [new("editedBy", editor.ToString())] : Array.Empty<AuditFact>(),
            .. Confirmer is { } confirmer ? [new("confirmedBy", confirmer.ToString())] : Array.Empty<AuditFact>(),
            .. Solo ? [new("solo", "one administrator alone")] : Array.Empty<AuditFact>(),
        ],
    };
}
