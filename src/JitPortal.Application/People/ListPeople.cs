using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>Everybody the portal has met, by name.</summary>
public sealed class ListPeople(PortalDbFactory databases)
{
    /// <summary>The most on one page: 200.</summary>
    public const int Most = 200;

    /// <summary>Nobody is known under the name of the place to go on after.</summary>
    public static Refusal NoSuchPlace => new Refusal.NotFound(Both("The list cannot go on where the address says: nobody of that number is known."));

    /// <param name="after">Continue after this person; <see langword="null"/> for the first page.</param>
    /// <param name="limit">1 to <see cref="Most"/>.</param>
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators and auditors; <see cref="NoSuchPlace"/> after somebody who is not known.</returns>
    public async Task<Outcome<IReadOnlyList<PersonSummary>>> RunAsync(Actor actor, PeopleFilter filter, PersonId? after, int limit, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.OverseesAsync(db, actor, ct))
            return Authority.OverseersOnly;
        var people = filter.Apply(db.People.AsNoTracking());
        if (after is { } id)
        {
            if (await db.People.Where(p => p.Id == id.Value).Select(p => p.Name).SingleOrDefaultAsync(ct) is not { } name)
                return NoSuchPlace;
#pragma warning disable CA1309, MA0001 // translated to SQL, where the database's own order of names decides, as in the list
            people = people.Where(p => string.Compare(p.Name, name) > 0 || (p.Name == name && p.Id > id.Value));
#pragma warning restore CA1309, MA0001
        }
        var rows = await people.OrderBy(p => p.Name).ThenBy(p => p.Id).Take(Math.Clamp(limit, 1, Most)).ToListAsync(ct);
        var ids = rows.Select(p => p.Id).ToList();
        var held = await db.Grants.Where(g => ids.Contains(g.PersonId) && g.State != GrantState.Ended)
            .GroupBy(g => g.PersonId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return rows.ConvertAll(p => PersonSummary.Of(p, held.GetValueOrDefault(p.Id)));
    }
}

/// <param name="Kind">Which of them.</param>
/// <param name="Text">Occurs in the name, the address or a group, in any case of letters; <see langword="null"/> or empty for all.</param>
public sealed record PeopleFilter(PeopleKind Kind, string? Text)
{
    public static PeopleFilter All { get; } = new(PeopleKind.Any, null);

    internal IQueryable<PersonRow> Apply(IQueryable<PersonRow> people)
    {
        var kept = Kind switch
        {
            PeopleKind.Person => people.Where(p => !p.IsWorkload && p.DisabledAt == null),
            PeopleKind.Workload => people.Where(p => p.IsWorkload && p.DisabledAt == null),
            PeopleKind.Disabled => people.Where(p => p.DisabledAt != null),
            _ => people,
        };
        if (string.IsNullOrWhiteSpace(Text))
            return kept;
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // translated to SQL, where the culture of this process has no say
        var text = Text.Trim().ToLower();
        return kept.Where(p => p.Name.ToLower().Contains(text) || p.Email!.ToLower().Contains(text) || p.Groups!.ToLower().Contains(text));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
    }
}

public enum PeopleKind
{
    Any,

    /// <summary>People who may act.</summary>
    Person,

    /// <summary>Workloads that may act.</summary>
    Workload,

    /// <summary>Whoever may not act any more.</summary>
    Disabled,
}

/// <param name="Groups">As the issuer stated them; <see langword="null"/> where it stated none at all.</param>
/// <param name="FactsAt">When roles and groups were stated; <see langword="null"/> for somebody who is known and never signed in.</param>
/// <param name="Held">How many grants of theirs have not ended.</param>
public sealed record PersonSummary(
    PersonId Id,
    string Name,
    string? Email,
    bool IsWorkload,
    PortalRole Roles,
    IReadOnlyList<string>? Groups,
    DateTimeOffset? FactsAt,
    DateTimeOffset? DisabledAt,
    DateTimeOffset? ErasedAt,
    int Held)
{
    internal static PersonSummary Of(PersonRow row, int held) => new(
        new PersonId(row.Id), row.Name, row.Email, row.IsWorkload, row.Roles, Actors.Of(row).Groups,
        row.FactsAt == DateTimeOffset.UnixEpoch ? null : row.FactsAt, row.DisabledAt, row.ErasedAt, held);
}
