using System.Globalization;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>The people one can choose from: a stand-in, an owner, a manager. Whoever is disabled or erased is not among them.</summary>
public sealed class ListColleagues(PortalDbFactory databases)
{
    private const int Most = 5_000;

    /// <summary>As people look for a name: Émile stands with the others in E, where the databases put it after Z.</summary>
    private static readonly StringComparer Names = StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.IgnoreCase);

    /// <returns>By name; empty for a caller who is not a person of the portal.</returns>
    public async Task<IReadOnlyList<ColleagueEntry>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await db.People.Where(PersonRow.IsHere).AnyAsync(p => p.Id == actor.Id.Value, ct))
            return [];
        var people = await db.People.AsNoTracking()
            .Where(PersonRow.IsHere)
            .OrderBy(p => p.Name)
            .Take(Most)
            .Select(p => new { p.Id, p.Name, p.Email })
            .ToListAsync(ct);
        return [.. people.OrderBy(p => p.Name, Names).Select(p => new ColleagueEntry(new PersonId(p.Id), p.Name, p.Email))];
    }
}

/// <param name="Email">To tell people of one name apart.</param>
public sealed record ColleagueEntry(PersonId Id, string Name, string? Email)
{
    /// <summary>As one is chosen from a list: "Ann Lowe, ann@nordlys.test".</summary>
    public string Label => Email is null ? Name : $"{Name}, {Email}";
}
