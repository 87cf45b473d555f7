using JitPortal.Application.Catalog;
using JitPortal.Application.Requests;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Requests;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Catalog;

/// <summary>What can I get, and will I get it?</summary>
public sealed partial class CatalogPage : IDisposable
{
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(400);

    /// <summary>Rows at a time: nobody reads hundreds, and each one drawn is kept in the memory of every page that is open.</summary>
    private const int Step = 50;
    private int most = Step;
    private IReadOnlyList<CatalogItem>? items;
    private IReadOnlyList<CatalogGroup> groups = [];
    private IReadOnlyList<UsualRequest> usual = [];

    /// <summary>What stands in the filter: it filters at once, and goes into the address when the typing pauses.</summary>
    private string typed = "";
    private string? filtered;
    private CancellationTokenSource? pause;

    /// <summary>The entitlement that is being asked for: a deep link for runbooks and chat.</summary>
    [SupplyParameterFromQuery(Name = "ask")]
    public string? Asked { get; set; }

    /// <summary>The same as people say it, for links in alerts and runbooks: the resource, and the role on it.</summary>
    [SupplyParameterFromQuery(Name = "resource")]
    public string? Resource { get; set; }

    [SupplyParameterFromQuery(Name = "role")]
    public string? Role { get; set; }

    [SupplyParameterFromQuery(Name = "ticket")]
    public string? Ticket { get; set; }

    /// <summary>"reason" puts the focus there: whoever came by keyboard goes on typing.</summary>
    [SupplyParameterFromQuery(Name = "start")]
    public string? Start { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Filter { get; set; }

    [SupplyParameterFromQuery(Name = "for")]
    public string? For { get; set; }

    [SupplyParameterFromQuery(Name = "reason")]
    public string? Reason { get; set; }

    [SupplyParameterFromQuery(Name = "env")]
    public string? Environment { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "team")]
    public string? Team { get; set; }

    /// <summary>Only what needs nobody: any value.</summary>
    [SupplyParameterFromQuery(Name = "automatic")]
    public string? AutomaticOnly { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListCatalog ListCatalog { get; init; }

    [Inject] public required ListUsual ListUsual { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    private IReadOnlyList<Facet> Facets => Facet.Of(items ?? [], Environment, Kind, Team);

    private bool OnlyAutomatic => !string.IsNullOrEmpty(AutomaticOnly);

    private bool Narrowed => Shown.Count != groups.Count;

    private IReadOnlyList<CatalogGroup> Shown =>
        [.. groups.Where(group => group.Matches(typed) && Facets.All(facet => facet.Admits(group)) && (!OnlyAutomatic || group.Roles.Any(IsAutomatic)))];

    private int Automatic => items?.Count(IsAutomatic) ?? 0;

    private CatalogItem? Selected => Guid.TryParse(Asked, out var id) ? items?.FirstOrDefault(item => item.Id == new EntitlementId(id)) : Named;

    /// <summary>What the link names; without a role the one that is easiest to get.</summary>
    private CatalogItem? Named => string.IsNullOrEmpty(Resource) ? null : items?
        .Where(item => IsSame(item.Resource, Resource) && (string.IsNullOrEmpty(Role) || IsSame(item.Role, Role)))
        .MinBy(item => (item.Unavailable is not null, item.Outlook.Kind));

    /// <summary>A ticket stands in front of the reason, unless it is in there.</summary>
    private string? StartReason => string.IsNullOrWhiteSpace(Ticket) || Reason?.Contains(Ticket.Trim(), StringComparison.OrdinalIgnoreCase) == true ? Reason : $"{Ticket.Trim()}: {Reason}".TrimEnd(' ', ':');

    private CatalogGroup? SelectedGroup => Selected is { } selected ? groups.FirstOrDefault(group => group.Roles.Contains(selected)) : null;

    protected override void OnParametersSet()
    {
        if (Filter == filtered)
            return;
        (filtered, typed) = (Filter, Filter ?? "");
        pause?.Cancel();
    }

    public void Dispose() => pause?.Cancel();

    private async Task ReadAsync()
    {
        var me = await Me.ReadAsync(CancellationToken.None);
        usual = await ListUsual.RunAsync(me, CancellationToken.None);
        items = await ListCatalog.RunAsync(me, CancellationToken.None);
        groups = CatalogGroup.Of(items);
    }

    private async Task TypeAsync(string? text)
    {
        typed = text ?? "";
        pause?.Cancel();
        pause = new CancellationTokenSource();
        try
        {
            await Task.Delay(TypingPause, Time, pause.Token);
        }
        catch (OperationCanceledException)
        {
            return;   // typed on, or gone to another address
        }
        filtered = typed.Length > 0 ? typed : null;
        Go("q", filtered);
    }

    private void ClearFilter()
    {
        typed = "";
        Navigation.NavigateTo(Asked is null ? "/" : $"/?ask={Uri.EscapeDataString(Asked)}", replace: true);
    }

    private void Choose((string Key, string? Value) facet) => Go(facet.Key, string.IsNullOrEmpty(facet.Value) ? null : facet.Value);

    private static bool IsAutomatic(CatalogItem item) => item.Outlook.Kind == OutlookKind.Automatic && item.Unavailable is null;

    private void Ask(CatalogItem item) => Go("ask", item.Id.ToString());

    private void Close() => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { ["ask"] = null, ["resource"] = null, ["role"] = null, ["for"] = null, ["reason"] = null, ["ticket"] = null, ["start"] = null }), replace: true);

    private void ShowRequest(RequestId id) => Navigation.NavigateTo($"/requests/{id}");

    private static bool IsSame(string one, string other) => string.Equals(one, other.Trim(), StringComparison.OrdinalIgnoreCase);

    private void Go(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value), replace: true);
}
