using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Policies;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>Every policy in force and every draft, by name.</summary>
public sealed class ListPolicies(PortalDbFactory databases, PolicySets sets)
{
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators and auditors.</returns>
    public async Task<Outcome<PolicyList>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.OverseesAsync(db, actor, ct))
            return Authority.OverseersOnly;
        var set = await sets.GetAsync(db, ct);
        var catalogue = await PolicyWorlds.CatalogueAsync(db, ct);
        var inForce = await db.Policies.AsNoTracking().Where(p => p.ReplacedAt == null).ToListAsync(ct);
        var drafts = await db.PolicyDrafts.AsNoTracking().ToDictionaryAsync(d => d.PolicyId, ct);
        var rows = inForce.Select(row => Summary(row.PolicyId, row.Name, row.Document, row, drafts.GetValueOrDefault(row.PolicyId), set, catalogue))
            .Concat(drafts.Values.Where(d => inForce.All(p => p.PolicyId != d.PolicyId)).Select(d => Summary(d.PolicyId, d.Name, d.Document, null, d, set, catalogue)));
        return new PolicyList([.. rows.OrderBy(row => row.Name, StringComparer.OrdinalIgnoreCase)], await SoloMode.IsOnAsync(db, ct));
    }

    private static PolicySummary Summary(
        Guid id, string name, string document, PolicyRow? inForce, PolicyDraftRow? draft, PolicySet set, IReadOnlyList<EntitlementFacts> catalogue)
    {
        var read = PolicyDocument.Read(document);
        var policy = read.Succeeded ? read.Value : null;
        return new PolicySummary(
            new PolicyId(id),
            name,
            inForce?.Version,
            inForce?.PublishedAt,
            [.. policy?.Rules.Select(rule => rule.Effect.Kind()) ?? []],
            policy is null ? 0 : catalogue.Count(policy.AppliesTo.Includes),
            StateOf(draft),
            set.Broken.FirstOrDefault(broken => broken.Id.Value == id)?.Why);
    }

    private static DraftState StateOf(PolicyDraftRow? draft) => draft switch
    {
        null => DraftState.None,
        { ProposedAt: null } => DraftState.Written,
        { Retires: true } => DraftState.RetirementProposed,
        _ => DraftState.Proposed,
    };
}

/// <param name="Solo">One administrator may publish alone just now.</param>
public sealed record PolicyList(IReadOnlyList<PolicySummary> Policies, bool Solo);

/// <param name="Version">In force; <see langword="null"/> for a policy that is only a draft.</param>
/// <param name="Entitlements">How many of the catalogue it applies to.</param>
/// <param name="Broken">Why it cannot be applied and refuses instead; <see langword="null"/> where it is sound.</param>
public sealed record PolicySummary(
    PolicyId Id,
    string Name,
    int? Version,
    DateTimeOffset? PublishedAt,
    IReadOnlyList<RuleKind> Rules,
    int Entitlements,
    DraftState Draft,
    string? Broken);

public enum DraftState
{
    None,
    Written,
    Proposed,
    RetirementProposed,
}
