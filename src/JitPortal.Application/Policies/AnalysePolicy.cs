using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>Looks at a policy that is being written, without keeping it: every mistake, and what would change.</summary>
public sealed class AnalysePolicy(PortalDbFactory databases)
{
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators and auditors.</returns>
    public async Task<Outcome<PolicyAnalysis>> RunAsync(Actor actor, Policy policy, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.OverseesAsync(db, actor, ct))
            return Authority.OverseersOnly;
        var known = (await db.Entitlements.Select(e => e.Id).ToListAsync(ct)).Select(id => new EntitlementId(id)).ToHashSet();
        if (policy.Mistakes(known) is { Count: > 0 } mistakes)
            return new PolicyAnalysis(mistakes, [], []);
        var row = await db.Policies.AsNoTracking().SingleOrDefaultAsync(p => p.PolicyId == policy.Id.Value && p.ReplacedAt == null, ct);
        var published = row is null ? null : PolicyDocument.Read(row.Document).Match<Policy?>(read => read, _ => null);
        var world = await PolicyWorlds.ReadAsync(db, policy.Id, actor.Id, ct);
        return new PolicyAnalysis([], PolicyFindings.Of(policy, published, world), PolicyDifference.Between(published, policy));
    }
}

/// <param name="Mistakes">Each with its path in the document; while there are any, nothing else is told.</param>
/// <param name="Changes">Against what is in force.</param>
public sealed record PolicyAnalysis(IReadOnlyList<FieldError> Mistakes, ValueList<PolicyFinding> Findings, ValueList<PolicyChange> Changes);
