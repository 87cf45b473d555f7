using System.Text.Json;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Storage.People;

namespace JitPortal.Application.People;

/// <summary>People as rows and as actors.</summary>
internal static class Actors
{
    public static Actor Of(PersonRow row) => new(
        new PersonId(row.Id),
        row.Name,
        row.Roles,
        row.Groups is null ? null : JsonSerializer.Deserialize<string[]>(row.Groups),
        row.FactsAt,
        Kind: row.IsWorkload ? SubjectKind.Workload : SubjectKind.Person)
    {
        Claims = Stated(row.Claims),
        Attributes = Stated(row.Attributes),
    };

    /// <summary>{ "department": ["sales"] }</summary>
    public static string? StatedText(IReadOnlyDictionary<string, ValueList<string>>? stated) =>
        stated is null ? null : JsonSerializer.Serialize(stated.ToDictionary(one => one.Key, one => one.Value.ToArray(), StringComparer.Ordinal));

    private static Dictionary<string, ValueList<string>>? Stated(string? text) => text is null
        ? null
        : JsonSerializer.Deserialize<Dictionary<string, string[]>>(text)!.ToDictionary(one => one.Key, one => one.Value.ToValueList(), StringComparer.Ordinal);

    public static string? GroupsText(IReadOnlyList<string>? groups) => groups is null ? null : JsonSerializer.Serialize(groups);
}
