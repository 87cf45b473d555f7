using JitPortal.Domain.Policies;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>The compiled policy set, kept until policies or catalogue change.</summary>
public sealed class PolicySets
{
    private PolicySet? compiled;

    /// <param name="db">The caller's context, so that a deciding transaction judges by what it sees itself.</param>
    public async Task<PolicySet> GetAsync(PortalDb db, CancellationToken ct) =>
        await GetAsync(db, await db.Installation.Select(i => i.PolicyVersion).SingleAsync(ct), ct);

    /// <param name="version">As read in the caller's transaction.</param>
    internal async Task<PolicySet> GetAsync(PortalDb db, long version, CancellationToken ct)
    {
        if (compiled is { } known && known.Version == version)
            return known;
        return compiled = await CompileAsync(db, version, instead: null, ct);
    }

    /// <summary>What would be in force if this policy stood in place of its version that is.</summary>
    internal static Task<PolicySet> WithAsync(PortalDb db, Policy policy, CancellationToken ct) =>
        CompileAsync(db, 0, new PublishedPolicy(policy.Id, policy.Version, policy.Name, PolicyDocument.Write(policy)), ct);

    private static async Task<PolicySet> CompileAsync(PortalDb db, long version, PublishedPolicy? instead, CancellationToken ct)
    {
        var published = await db.Policies.AsNoTracking().Where(p => p.ReplacedAt == null).ToListAsync(ct);
        var documents = published.Select(row => new PublishedPolicy(new PolicyId(row.PolicyId), row.Version, row.Name, row.Document)).Where(one => one.Id != instead?.Id);
        return PolicySet.Load(version, instead is null ? documents : documents.Append(instead), await CatalogueAsync(db, ct));
    }

    /// <summary>Whatever a policy may name, retired or not.</summary>
    internal static Task<IReadOnlyList<EntitlementFacts>> CatalogueAsync(PortalDb db, CancellationToken ct) => EntitlementReading.ReadAsync(db.Entitlements, db.Targets, ct);
}
