using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Policies;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>
/// Who last edited or confirmed the rule that a request travels by: they never count for it. Publishing a version that leaves
/// the rule as it is takes nobody off.
/// </summary>
internal static class RuleAuthorsReading
{
    public static async Task<IReadOnlyDictionary<Guid, IReadOnlySet<PersonId>>> OfAsync(PortalDb db, IReadOnlyList<RequestRow> requests, CancellationToken ct)
    {
        var winners = requests.ToDictionary(r => r.Id, r => RequestAudit.Winner(r));
        var known = (await OfAsync(db, winners.Values.OfType<RuleRef>().Distinct(), ct)).ToDictionary(authored => authored.Rule);
        return winners.ToDictionary(w => w.Key, IReadOnlySet<PersonId> (w) => w.Value is { } rule && known.TryGetValue(rule, out var authored) ? authored.People.ToHashSet() : []);
    }

    /// <returns>The rules of policies that somebody has a hand in; those that only the portal itself has written are left out.</returns>
    public static async Task<IReadOnlyList<RuleAuthors>> OfAsync(PortalDb db, IEnumerable<RuleRef> rules, CancellationToken ct)
    {
        var asked = rules.ToList();
        var (policies, last) = (asked.Select(rule => rule.Policy.Value).Distinct().ToList(), asked.Select(rule => rule.Version).DefaultIfEmpty().Max());
        var versions = (await db.Policies.AsNoTracking()
                .Where(p => policies.Contains(p.PolicyId) && p.Version <= last && db.Policies.Any(any => any.PolicyId == p.PolicyId && (any.EditedById != null || any.ConfirmedById != null)))
                .OrderByDescending(p => p.Version)
                .ToListAsync(ct))
            .Select(row => new PolicyVersion(row))
            .ToLookup(version => version.Row.PolicyId);
        return [.. asked.Where(rule => versions.Contains(rule.Policy.Value)).Select(rule => Of(rule, [.. versions[rule.Policy.Value].Where(version => version.Row.Version <= rule.Version)]))];
    }

    private static RuleAuthors Of(RuleRef rule, IReadOnlyList<PolicyVersion> newestFirst)
    {
        var last = (newestFirst.Zip(newestFirst.Skip(1)).FirstOrDefault(pair => !IsSame(pair.First, pair.Second, rule.Rule)).First ?? newestFirst[^1]).Row;
        return new RuleAuthors(rule, new[] { last.EditedById, last.ConfirmedById }.OfType<Guid>().Select(id => new PersonId(id)).ToValueList());
    }

    /// <summary>The same rule over the same part of the catalogue. A version that cannot be read counts as an edit.</summary>
    private static bool IsSame(PolicyVersion one, PolicyVersion other, string rule) =>
        one.Policy is { } left && other.Policy is { } right
        && left.AppliesTo.Equals(right.AppliesTo)
        && left.Rules.FirstOrDefault(r => r.Id == rule) is { } here
        && here.Equals(right.Rules.FirstOrDefault(r => r.Id == rule));

    /// <summary>A version, whose document is read once, and only where somebody looks into it.</summary>
    private sealed class PolicyVersion(PolicyRow row)
    {
        private readonly Lazy<Policy?> policy = new(() => PolicyDocument.Read(row.Document) is { Succeeded: true, Value: var read } ? read : null);

        public PolicyRow Row => row;

        public Policy? Policy => policy.Value;
    }
}
