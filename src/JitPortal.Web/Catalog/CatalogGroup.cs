using JitPortal.Application.Catalog;

namespace JitPortal.Web.Catalog;

/// <summary>One resource of the catalogue with the roles that can be asked for on it.</summary>
public sealed record CatalogGroup(string Resource, string TargetName, string Kind, string KindName, IReadOnlyList<CatalogItem> Roles)
{
    /// <summary>The open grants on it, whatever the role.</summary>
    public IEnumerable<CatalogItem> Held => Roles.Where(role => role.Held is not null);

    public static IReadOnlyList<CatalogGroup> Of(IEnumerable<CatalogItem> items) =>
    [
        .. items
            .GroupBy(item => (item.Resource, item.TargetName, item.Kind, item.KindName))
            .OrderBy(group => group.Key.Resource, StringComparer.OrdinalIgnoreCase)
            .Select(group => new CatalogGroup(group.Key.Resource, group.Key.TargetName, group.Key.Kind, group.Key.KindName, [.. group.OrderBy(item => item.Outlook.Kind)])),
    ];

    /// <summary>Every word of the filter occurs somewhere in what the row shows.</summary>
    public bool Matches(string? filter) =>
        (filter ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            Roles.Any(role => $"{Resource} {TargetName} {KindName} {role.Role} {role.Description}".Contains(word, StringComparison.OrdinalIgnoreCase)));
}
