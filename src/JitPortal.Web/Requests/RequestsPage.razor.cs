using JitPortal.Application.Requests;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Requests;

/// <summary>What did I ask for before?</summary>
public sealed partial class RequestsPage
{
    private const int PageSize = 50;
    private const int Most = 200;
    private IReadOnlyList<RequestSummary>? requests;
    private RequestFilter? read;
    private bool more;

    private static IReadOnlyList<(string Key, string Word, RequestStage Stage)> Tabs =>
    [
        ("", T("All"), RequestStage.Any), ("waiting", T("Waiting"), RequestStage.Waiting), ("open", T("Open"), RequestStage.Open),
        ("over", T("Over"), RequestStage.Over), ("not-granted", T("Not granted"), RequestStage.NotGranted),
    ];

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListRequests ListRequests { get; init; }

    private static IReadOnlyList<(string Key, string Word)> Choices => [.. Tabs.Select(tab => (tab.Key, tab.Word))];

    private bool Filtered => Filter != RequestFilter.All;

    /// <summary>A state that is none of these narrows nothing down, and the first tab says so.</summary>
    private (string Key, string Word, RequestStage Stage) Tab => Tabs.FirstOrDefault(tab => tab.Key == State);

    private RequestFilter Filter => new(Tab.Stage, string.IsNullOrWhiteSpace(Text) ? null : Text);

    /// <summary>Another filter in the address is another list.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (read is null || read == Filter)
            return;
        requests = null;
        await ReadAsync();
    }

    /// <summary>Reads as many as are shown, so that a change further down appears too.</summary>
    private async Task ReadAsync()
    {
        var shown = Math.Clamp(requests?.Count ?? 0, PageSize, Most);
        read = Filter;
        requests = await ListRequests.RunAsync(await Me.ReadAsync(CancellationToken.None), read, after: null, shown, CancellationToken.None);
        more = requests.Count == shown;
    }

    private async Task ReadMoreAsync()
    {
        var older = await ListRequests.RunAsync(await Me.ReadAsync(CancellationToken.None), Filter, requests![^1], PageSize, CancellationToken.None);
        requests = [.. requests, .. older];
        more = older.Count == PageSize;
    }
}
