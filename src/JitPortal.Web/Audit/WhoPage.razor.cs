using System.Globalization;
using JitPortal.Application.Audit;
using JitPortal.Application.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Time;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Audit;

/// <summary>Who had a resource at a moment. The whole question is in the address, so the answer can be shared.</summary>
public sealed partial class WhoPage
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;
    private static readonly TimeSpan Around = TimeSpan.FromHours(6);
    private WhoHadView? view;
    private IReadOnlyList<string> resources = [];
    private string? refusal;

    [SupplyParameterFromQuery(Name = "resource")]
    public string? Resource { get; set; }

    [SupplyParameterFromQuery(Name = "role")]
    public string? Role { get; set; }

    /// <summary>2026-11-20T02:00 on the viewer's clock, or an instant with its offset.</summary>
    [SupplyParameterFromQuery(Name = "at")]
    public string? At { get; set; }

    /// <summary>Whose row is open beside the others.</summary>
    [SupplyParameterFromQuery(Name = "grant")]
    public string? Grant { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required WhoHad WhoHad { get; init; }

    [Inject] public required ListCatalog ListCatalog { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private string LocalAt => Clock.ForInput(view?.At ?? Clock.Now);

    private string Answer
    {
        get
        {
            var people = view!.Rows.Where(row => !row.IsWorkload).Select(row => row.HolderId).Distinct().Count();
            var workloads = view.Rows.Where(row => row.IsWorkload).Select(row => row.HolderId).Distinct().Count();
            var who = (people, workloads) switch
            {
                (0, 0) => T("Nobody"),
                (_, 0) => People(people),
                (0, _) => Workloads(workloads),
                _ => T($"{People(people)} and {Workloads(workloads)}"),
            };
            if (view.IsCut)
                who = T($"At least {who}");
            return T($"{who} had {view.Resource}{(string.IsNullOrEmpty(Role) ? "" : $", {Role}")} at {Clock.Hour(view.At)} on {Clock.Date(view.At)}.");
        }
    }

    private static string People(int count) => count == 1 ? T("1 person") : T($"{count} people");

    private static string Workloads(int count) => count == 1 ? T("1 workload") : T($"{count} workloads");

    private (string Left, string Width) Bar(WhoHadRow row)
    {
        var start = view!.At - Around;
        var left = Math.Clamp((row.From - start) / (2 * Around) * 100, 0, 100);
        var right = Math.Clamp(((row.EndedAt ?? row.EndsAt ?? Clock.Now) - start) / (2 * Around) * 100, left, 100);
        return (StripView.Css(left), StripView.Css(right - left));
    }

    /// <summary>With its moment, also where that was now: whose row is open stays on the page when the access ends meanwhile.</summary>
    private string AddressOf(GrantId? grant) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["grant"] = grant?.ToString(),
        ["at"] = string.IsNullOrWhiteSpace(At) ? ExportButtons.Instant(view!.At) : At,
    });

    private async Task ReadAsync()
    {
        var me = await Me.ReadAsync(CancellationToken.None);
        resources = [.. (await ListCatalog.RunAsync(me, CancellationToken.None)).Select(item => item.Resource).Distinct(StringComparer.Ordinal)];
        if (string.IsNullOrWhiteSpace(Resource))
            return;
        var at = Clock.Parse(At);
        if (at is null && !string.IsNullOrWhiteSpace(At))
        {
            (view, refusal) = (null, T($"“{At}” is not a time. Write for example 2026-11-20T02:00."));
            return;
        }
        var had = await WhoHad.RunAsync(me, Resource.Trim(), Role?.Trim(), at, WhoHad.OnePage, CancellationToken.None);
        view = had.Succeeded ? had.Value : null;
        refusal = had.Refusal?.Shown;
    }
}
