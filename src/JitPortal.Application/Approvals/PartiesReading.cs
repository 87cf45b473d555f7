using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Approvals;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>Who has to do with requests, as it is true in the caller's transaction. Everything that decides who counts is read here.</summary>
internal static class PartiesReading
{
    public static async Task<Parties> OfAsync(PortalDb db, RequestRow request, DateTimeOffset now, CancellationToken ct) =>
        (await OfAsync(db, [request], now, ct))[request.Id];

    public static async Task<IReadOnlyDictionary<Guid, Parties>> OfAsync(PortalDb db, IReadOnlyList<RequestRow> requests, DateTimeOffset now, CancellationToken ct)
    {
        var requesters = requests.Select(r => r.RequesterId).Distinct().ToList();
        var people = await db.People.AsNoTracking()
            .Where(p => requesters.Contains(p.Id))
            .Select(p => new { p.Id, p.OwnerId, p.ManagerId })
            .ToDictionaryAsync(p => p.Id, ct);
        var delegations = await DelegationsAsync(db, requests, now, [.. people.Values.Select(p => p.OwnerId).OfType<Guid>()], ct);
        var (owners, groups) = await OwnersAsync(db, requests, ct);
        var authors = await RuleAuthorsReading.OfAsync(db, requests, ct);
        return requests.ToDictionary(r => r.Id, r =>
        {
            var requester = new PersonId(r.RequesterId);
            var person = people.GetValueOrDefault(r.RequesterId);
            HashSet<Guid> answering = [r.RequesterId, r.ResponsibleId, person?.OwnerId ?? r.ResponsibleId];
            var since = delegations.Where(d => d.Until > r.FiledAt).ToList();
            return new Parties(requester, requester)
            {
                WorkloadOwners = answering.Where(id => id != r.RequesterId).Select(id => new PersonId(id)).ToHashSet(),
                StandIns = StandIns(answering, since),
                NamedByThemselves = since.Where(d => answering.Contains(d.PersonId)).Select(d => new PersonId(d.DelegateId)).ToHashSet(),
                RuleAuthors = authors[r.Id],
                Owners = owners[r.EntitlementId].ToHashSet(),
                OwnerGroup = groups.GetValueOrDefault(r.EntitlementId),
                Manager = person?.ManagerId is { } manager ? new PersonId(manager) : null,
            };
        });
    }

    private static async Task<IReadOnlyList<DelegationRow>> DelegationsAsync(PortalDb db, IReadOnlyList<RequestRow> requests, DateTimeOffset now, List<Guid> owners, CancellationToken ct)
    {
        if (requests.Count == 0)
            return [];
        var (people, since) = (requests.SelectMany(r => new[] { r.RequesterId, r.ResponsibleId }).Concat(owners).Distinct().ToList(), requests.Min(r => r.FiledAt));
        return await db.Delegations.AsNoTracking()
            .Where(DelegationRow.BegunAndNotOver(since, now))
            .Where(d => people.Contains(d.PersonId) || people.Contains(d.DelegateId))
            .ToListAsync(ct);
    }

    private static HashSet<PersonId> StandIns(HashSet<Guid> answering, IEnumerable<DelegationRow> delegations) =>
    [
        .. delegations
            .SelectMany(d => answering.Contains(d.PersonId) ? answering.Contains(d.DelegateId) ? Array.Empty<Guid>() : [d.DelegateId] : answering.Contains(d.DelegateId) ? [d.PersonId] : [])
            .Select(id => new PersonId(id)),
    ];

    private static async Task<(ILookup<Guid, PersonId> People, IReadOnlyDictionary<Guid, string?> Groups)> OwnersAsync(
        PortalDb db, IReadOnlyList<RequestRow> requests, CancellationToken ct)
    {
        var entitlements = requests.Select(r => r.EntitlementId).Distinct().ToList();
        var people = await db.EntitlementOwners.AsNoTracking().Where(o => entitlements.Contains(o.EntitlementId)).ToListAsync(ct);
        var groups = await db.Entitlements.AsNoTracking().Where(e => entitlements.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.OwnerGroup, ct);
        return (people.ToLookup(o => o.EntitlementId, o => new PersonId(o.PersonId)), groups);
    }
}
