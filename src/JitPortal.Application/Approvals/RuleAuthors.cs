using JitPortal.Application.Requests;
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
internal static class RuleAuthors
{
    public static async Task<IReadOnlyDictionary<Guid, IReadOnlySet<PersonId>>> OfAsync(PortalDb db, IReadOnlyList<RequestRow> requests, CancellationToken ct)
    {
        var winners = requests.ToDictionary(r => r.Id, r => RequestAudit.Winner(r));
        var known = new Dictionary<RuleRef, IReadOnlySet<PersonId>>();
        foreach (var rule in winners.Values.OfType<RuleRef>().Distinct())
            known[rule] = await OfAsync(db, rule, ct);
        return winners.ToDictionary(w => w.Key, w => w.Value is { } rule ? known[rule] : new HashSet<PersonId>());
    }

    private static async Task<IReadOnlySet<PersonId>> OfAsync(PortalDb db, RuleRef rule, CancellationToken ct)
    {
        var versions = db.Policies.AsNoTracking().Where(p => p.PolicyId == rule.Policy.Value && p.Version <= rule.Version);
        if (!await versions.AnyAsync(p => p.EditedById != null || p.ConfirmedById != null, ct))
            return new HashSet<PersonId>();   // as all of them were written by the portal itself, nothing has to be read
        var newestFirst = await versions.OrderByDescending(p => p.Version).ToListAsync(ct);
        var last = newestFirst.Zip(newestFirst.Skip(1)).FirstOrDefault(pair => !IsSame(pair.First, pair.Second, rule.Rule)).First ?? newestFirst[^1];
        return new[] { last.EditedById, last.ConfirmedById }.OfType<Guid>().Select(id => new PersonId(id)).ToHashSet();
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
