using System.Text.Json;
using JitPortal.Application.People;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Approvals;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>
/// Whom a request concerns: who asked, everybody its stages may turn to, and who stands in for them. They may see it and are told
/// at once; whether they count is always judged anew.
/// </summary>
internal static class Addressees
{
    public static Audience Of(RequestRow request)
    {
        var pinned = request.Addressees.Length > 0 ? JsonSerializer.Deserialize<Pinned>(request.Addressees)! : new Pinned([], []);
        return new Audience([new PersonId(request.RequesterId), .. pinned.People.Select(id => new PersonId(id))], pinned.Groups);
    }

    /// <summary>Writes them into the row as they are now; the next move of the request stores them with it.</summary>
    public static async Task RefreshAsync(PortalDb db, RequestRow request, IReadOnlyList<Stage> stages, Parties parties, DateTimeOffset now, CancellationToken ct)
    {
        var approvers = stages.SelectMany(stage => stage.Everybody()).Distinct().ToList();
        var people = approvers.SelectMany(approver => PeopleOf(approver, parties)).ToHashSet();
        var groups = approvers.Select(approver => GroupOf(approver, parties)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var asked = new Audience([.. people], groups);
        people.UnionWith(await StandInsAsync(db, asked, parties, now, ct));
        request.Addressees = JsonSerializer.Serialize(new Pinned([.. people.Select(p => p.Value).Order()], groups));
    }

    /// <summary>Not of whoever asks: their seat does not count, so nobody is asked in it.</summary>
    private static async Task<IReadOnlyList<PersonId>> StandInsAsync(PortalDb db, Audience asked, Parties parties, DateTimeOffset now, CancellationToken ct)
    {
        var asking = parties.Asking.Select(person => person.Value).ToList();
        var away = await db.Delegations.AsNoTracking()
            .Where(DelegationRow.InForce(now))
            .Where(d => !asking.Contains(d.PersonId))
            .Join(db.People.AsNoTracking(), d => d.PersonId, p => p.Id, (d, p) => new { d.DelegateId, Person = p })
            .ToListAsync(ct);
        return [.. away.Where(a => asked.Names(Actors.Of(a.Person))).Select(a => new PersonId(a.DelegateId))];
    }

    private static IEnumerable<PersonId> PeopleOf(Approver approver, Parties parties) => approver switch
    {
        Approver.Person named => [named.Id],
        Approver.Owner => parties.Owners,
        Approver.Manager when parties.Manager is { } manager => [manager],
        _ => [],
    };

    private static string? GroupOf(Approver approver, Parties parties) => approver switch
    {
        Approver.Group group => group.Name,
        Approver.Owner => parties.OwnerGroup,
        _ => null,
    };

    private sealed record Pinned(IReadOnlyList<Guid> People, IReadOnlyList<string> Groups);
}
