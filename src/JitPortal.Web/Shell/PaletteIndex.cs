using JitPortal.Application.Approvals;
using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Time;
using JitPortal.Web.Catalog;
using JitPortal.Web.SignIn;

namespace JitPortal.Web.Shell;

/// <summary>Everything the palette of one circuit can lead to, read when it is opened; people are looked up as they are typed.</summary>
public sealed class PaletteIndex(CurrentActor me, ListCatalog catalog, ListMyAccess access, ListApprovals approvals, ListPeople people)
{
    private const int Most = 8;
    private const int ShortestName = 2;

    private static IReadOnlyList<PaletteEntry> Places =>
    [
        new(T("Go to Catalogue"), null, "catalogue", "/"),
        new(T("Go to My access"), null, "key", "/access"),
        new(T("Go to Approvals"), null, "inbox", "/approvals"),
        new(T("Go to Requests"), null, "history", "/requests"),
    ];

    private static IReadOnlyList<PaletteEntry> OperatorsPlaces =>
    [
        new(T("Go to Overview"), null, "home", "/admin"),
        new(T("Go to People"), null, "users", "/admin/people"),
        new(T("Go to Audit"), T("all events"), "list", "/audit"),
        new(T("Go to Who had what"), null, "list", "/audit/who"),
        new(T("Go to Exceptions"), null, "warn", "/audit/exceptions"),
        new(T("Go to Look up a login"), null, "search", "/audit/lookup"),
    ];

    private IReadOnlyList<PaletteEntry> entries = Places;

    /// <summary>Reads what there is now.</summary>
    public async Task ReadAsync()
    {
        var actor = await me.ReadAsync(CancellationToken.None);
        var items = await catalog.RunAsync(actor, CancellationToken.None);
        var held = await access.RunAsync(actor, CancellationToken.None);
        var waiting = await approvals.RunAsync(actor, CancellationToken.None);
        entries =
        [
            .. items.Where(item => item.Unavailable is null && item.Outlook.Kind != OutlookKind.Refused)
                .OrderBy(item => item.Outlook.Kind)
                .Select(item => new PaletteEntry(T($"Request {item.Resource}, {item.Role}"), OutlookWords.Short(item), "zap", $"/?ask={item.Id}&start=reason")),
            .. held.Where(grant => grant.MayGiveBack)
                .Select(grant => new PaletteEntry(T($"Give back {grant.Resource}, {grant.Role}"), grant.State == GrantState.Active ? null : T("not open yet"), "undo", $"/access?grant={grant.Id}")),
            .. waiting.Select(item => new PaletteEntry(
                T($"Approve {item.Request.Number}: {item.Request.Requester}, {item.Request.Resource}, {item.Request.Role}"), T($"{DurationText.Format(item.Request.Duration)}, opens it for you to decide"), "inbox", $"/approvals?id={item.Request.Id}")),
            .. Places,
            .. actor.Oversees ? OperatorsPlaces : [],
        ];
    }

    /// <returns>The best answers, best first, at most 8; without a text the places.</returns>
    public async Task<IReadOnlyList<PaletteEntry>> FindAsync(string text)
    {
        var words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return [.. entries.Intersect([.. Places, .. OperatorsPlaces]).Take(Most)];
        var found = entries.Select(entry => (Entry: entry, Rank: entry.Rank(words))).Where(e => e.Rank > 0).OrderByDescending(e => e.Rank).Select(e => e.Entry).Take(Most).ToList();
        return found.Count < Most && text.Trim().Length >= ShortestName ? [.. found, .. await PeopleAsync(text.Trim(), Most - found.Count)] : found;
    }

    private async Task<IReadOnlyList<PaletteEntry>> PeopleAsync(string text, int limit)
    {
        var actor = await me.ReadAsync(CancellationToken.None);
        if (!actor.Oversees)
            return [];
        var found = await people.RunAsync(actor, new PeopleFilter(PeopleKind.Any, text), after: null, limit, CancellationToken.None);
        return found.Match<IReadOnlyList<PaletteEntry>>(list => [.. list.Select(p => new PaletteEntry(p.Name, p.Email, "user", $"/admin/people/{p.Id}"))], _ => []);
    }
}
