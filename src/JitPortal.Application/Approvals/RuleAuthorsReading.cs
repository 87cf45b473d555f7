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

    /// <returns>The rules that somebody wrote; those that only the portal itself has written are left out.</returns>
    public static async Task<IReadOnlyList<RuleAuthors>> OfAsync(PortalDb db, IEnumerable<RuleRef> rules, CancellationToken ct)
    {
        var asked = rules.ToList();
        var policies = asked.Select(rule => rule.Policy.Value).Distinct().ToList();
        var versions = (await db.Policies.AsNoTracking()
                .Where(p => policies.Contains(p.PolicyId) && db.Policies.Any(any => any.PolicyId == p.PolicyId && (any.EditedById != null || any.ConfirmedById != null)))
                .OrderByDescending(p => p.Version)
                .ToListAsync(ct))
            .ToLookup(p => p.PolicyId);
        return [.. asked.Where(rule => versions.Contains(rule.Policy.Value)).Select(rule => Of(rule, [.. versions[rule.Policy.Value].Where(p => p.Version <= rule.Version)]))];
    }

    private static RuleAuthors Of(RuleRef rule, IReadOnlyList<PolicyRow> newestFirst)
    {
        var last = newestFirst.Zip(newestFirst.Skip(1)).FirstOrDefault(pair => !IsSame(pair.First, pair.Second, rule.Rule)).First ?? newestFirst[^1];
        return new RuleAuthors(rule, new[] { last.EditedById, last.ConfirmedById }.OfType<Guid>().Select(id => new PersonId(id)).ToValueList());
    }

    /// <summary>The same rule over the same part of the catalogue. A version that cannot be read counts as an edit.</summary>
    private static bool IsSame(PolicyRow one, PolicyRow other, string rule)
    {
        var (left, right) = (PolicyDocument.Read(one.Document), PolicyDocument.Read(other.Document));
        return left.Succeeded && right.Succeeded
            && left.Value.AppliesTo.Equals(right.Value.AppliesTo)
            && left.Value.Rules.FirstOrDefault(r => r.Id == rule) is { } here
            && here.Equals(right.Value.Rules.FirstOrDefault(r => r.Id == rule));
    }
}
