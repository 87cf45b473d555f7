using System.Text.Json;
using JitPortal.Application.Approvals;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>
/// Who is behind the approvers of an entitlement, so that a stage that nobody can decide in opens no request. Membership counts
/// as it was last stated, however old: whoever has to sign in again before they vote can do so.
/// </summary>
internal static class CouldDecideReading
{
    /// <param name="subject">Who would hold the access. Whoever is <see cref="TooClose"/> to them never counts.</param>
    public static async Task<DeciderFacts> ReadAsync(
        PortalDb db, PolicySet set, EntitlementId entitlement, PersonRow subject, DateTimeOffset now, CancellationToken ct)
    {
        var approvers = set.ApproversOf(entitlement);
        var never = await TooClose.ToAsync(db, [subject.Id], now, now, ct);
        var known = new List<CouldDecide>(approvers.Count);
        foreach (var approver in approvers)
        {
            var people = await PeopleAsync(db, approver, subject, entitlement, ct);
            known.Add(new CouldDecide(approver, people.Where(id => !never.Contains(id)).Take(DeciderFacts.Enough).Select(id => new PersonId(id)).ToValueList()));
        }
        return new DeciderFacts(known.ToValueList(), (await RuleAuthorsReading.OfAsync(db, set.RoutesOf(entitlement), ct)).ToValueList());
    }

    private static Task<List<Guid>> PeopleAsync(PortalDb db, Approver approver, PersonRow subject, EntitlementId entitlement, CancellationToken ct) => approver switch
    {
        Approver.Person person => OneAsync(db, person.Id.Value, ct),
        Approver.Group group => MembersAsync(db, group.Name, ct),
        Approver.Owner => OwnersAsync(db, entitlement, ct),
        Approver.Manager when subject.ManagerId is { } manager => OneAsync(db, manager, ct),
        _ => Task.FromResult(new List<Guid>()),
    };

    private static Task<List<Guid>> OneAsync(PortalDb db, Guid person, CancellationToken ct) => DecidingPeople.In(db).Where(p => p.Id == person).Select(p => p.Id).ToListAsync(ct);

    private static async Task<List<Guid>> OwnersAsync(PortalDb db, EntitlementId entitlement, CancellationToken ct)
    {
        var people = await DecidingPeople.In(db).Where(p => db.EntitlementOwners.Any(o => o.EntitlementId == entitlement.Value && o.PersonId == p.Id)).Select(p => p.Id).ToListAsync(ct);
        var group = await db.Entitlements.Where(e => e.Id == entitlement.Value).Select(e => e.OwnerGroup).SingleAsync(ct);
        return group is null ? people : [.. people.Union(await MembersAsync(db, group, ct))];
    }

    /// <summary>The text finds who may be one without reading everybody's groups; the groups themselves then tell.</summary>
    private static async Task<List<Guid>> MembersAsync(PortalDb db, string group, CancellationToken ct)
    {
        var quoted = JsonSerializer.Serialize(group);
        var rows = await DecidingPeople.In(db).Where(p => p.Groups!.Contains(quoted)).OrderBy(p => p.Id).Select(p => new { p.Id, p.Groups }).Take(2 * DeciderFacts.Enough).ToListAsync(ct);
        return [.. rows.Where(row => JsonSerializer.Deserialize<string[]>(row.Groups!)!.Contains(group)).Select(row => row.Id)];
    }
}
