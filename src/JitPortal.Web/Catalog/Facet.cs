using JitPortal.Application.Catalog;

namespace JitPortal.Web.Catalog;

/// <summary>One way to narrow the catalogue down; offered only where there is a choice.</summary>
/// <param name="Key">Its name in the address.</param>
public sealed record Facet(string Key, string Name, IReadOnlyList<string> Values, string? Chosen)
{
    private const string Environment = "env:";
    private const string Team = "team:";

    public static IReadOnlyList<Facet> Of(IReadOnlyList<CatalogItem> items, string? environment, string? kind, string? team) =>
    [
        .. new[]
        {
            new Facet("env", T("Environment"), Tagged(items, Environment), environment),
            new Facet("kind", T("Kind"), [.. items.Select(item => item.KindName).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)], kind),
            new Facet("team", T("Team"), Tagged(items, Team), team),
        }.Where(facet => facet.Values.Count > 1 || !string.IsNullOrEmpty(facet.Chosen)),
    ];

    /// <summary>Whether a row has what is chosen; with nothing chosen, all have.</summary>
    public bool Admits(CatalogGroup group) => string.IsNullOrEmpty(Chosen) || Key switch
    {
        "kind" => group.KindName == Chosen,
        _ => group.Roles.Any(role => role.Tags.Contains($"{Key}:{Chosen}", StringComparer.Ordinal)),
    };

    private static IReadOnlyList<string> Tagged(IReadOnlyList<CatalogItem> items, string prefix) =>
    [
        .. items.SelectMany(item => item.Tags).Where(tag => tag.StartsWith(prefix, StringComparison.Ordinal)).Select(tag => tag[prefix.Length..])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase),
    ];
}
