using JitPortal.Application.Approvals;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Approvals;

/// <summary>What became of all that I was asked for?</summary>
public sealed partial class DecidedPage
{
    private const int PageSize = 50;
    private IReadOnlyList<DecidedItem>? items;
    private DecidedPlace? next;
    private DecidedFilter? read;

    /// <summary>How many were looked through: some of them the viewer may not know of any more.</summary>
    private int asked = PageSize;

    private static IReadOnlyList<(string Key, string Word, DecidedBy By)> Tabs =>
        [("", T("All"), DecidedBy.Anybody), ("me", T("By you"), DecidedBy.Me), ("others", T("By others"), DecidedBy.Others), ("nobody", T("By nobody"), DecidedBy.Nobody)];

    [SupplyParameterFromQuery(Name = "by")]
    public string? By { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListDecided ListDecided { get; init; }

    private static IReadOnlyList<(string Key, string Word)> Choices => [.. Tabs.Select(tab => (tab.Key, tab.Word))];

    /// <summary>Whoever is none of these narrows nothing down, and the first tab says so.</summary>
    private (string Key, string Word, DecidedBy By) Tab => Tabs.FirstOrDefault(tab => tab.Key == By);

    private DecidedFilter Filter => new(Tab.By, string.IsNullOrWhiteSpace(Text) ? null : Text);

    /// <summary>Another filter in the address is another list.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (read is null || read == Filter)
            return;
        (items, asked) = (null, PageSize);
        await ReadAsync();
    }

    /// <summary>Reads as far as is shown, so that a change further down appears too.</summary>
    private async Task ReadAsync()
    {
        read = Filter;
        var list = await ListDecided.RunAsync(await Me.ReadAsync(CancellationToken.None), read, before: null, asked, CancellationToken.None);
        (items, next) = (list.Items, list.Next);
    }

    private async Task ReadMoreAsync()
    {
        var older = await ListDecided.RunAsync(await Me.ReadAsync(CancellationToken.None), Filter, next, PageSize, CancellationToken.None);
        asked = Math.Min(asked + PageSize, ListDecided.Most);
        (items, next) = ([.. items!, .. older.Items], older.Next);
    }
}
