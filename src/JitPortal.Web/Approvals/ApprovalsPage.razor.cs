using JitPortal.Application.Approvals;
using JitPortal.Application.Notices;
using JitPortal.Domain.Requests;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Approvals;

/// <summary>What waits for me?</summary>
public sealed partial class ApprovalsPage
{
    private const int DecidedLast = 5;
    private IReadOnlyList<ApprovalItem>? items;
    private IReadOnlyList<DecidedItem>? decided;
    private readonly HashSet<RequestId> picked = [];
    private IReadOnlyList<ApprovalItem> underWay = [];
    private string? said;
    private int arrived;

    /// <summary>The request that is open at the right; a notice links to it.</summary>
    [SupplyParameterFromQuery(Name = "id")]
    public string? Id { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListApprovals ListApprovals { get; init; }

    [Inject] public required ListDecided ListDecided { get; init; }

    [Inject] public required SeeNotices SeeNotices { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>The one in the address; without one the first, which only a wide window shows beside the list.</summary>
    private ApprovalItem? Chosen => Id is null ? items is [var first, ..] ? first : null : Guid.TryParse(Id, out var id) ? items?.FirstOrDefault(item => item.Request.Id == new RequestId(id)) : null;

    /// <summary>While they are being approved nothing is added to them or taken away: undoing is the way back.</summary>
    private IReadOnlyList<ApprovalItem> Picked => underWay.Count > 0 ? underWay : [.. (items ?? []).Where(item => picked.Contains(item.Request.Id))];

    private string Summary => items?.Count switch
    {
        null => T("Reading what waits for you"),
        0 => T("Nothing waits for you."),
        1 => T("1 waits for you."),
        { } count => T($"{count} wait for you, what is unusual first."),
    };

    /// <summary>What is decided leaves the list, but what comes in waits to be let in: nothing moves under the pointer of whoever reads.</summary>
    private async Task ReadAsync()
    {
        var me = await Me.ReadAsync(CancellationToken.None);
        var all = await ListApprovals.RunAsync(me, CancellationToken.None);
        decided = all.Count > 0 ? null : (await ListDecided.RunAsync(me, new DecidedFilter(DecidedBy.Me, Text: null), before: null, DecidedLast, CancellationToken.None)).Items;
        if (items is not { Count: > 0 } shown)
        {
            (items, arrived) = (all, 0);
            return;
        }
        var now = all.ToDictionary(item => item.Request.Id);
        items = [.. shown.Select(item => now.GetValueOrDefault(item.Request.Id)).OfType<ApprovalItem>(), .. all.Where(item => IsAskedFor(item) && shown.All(known => known.Request.Id != item.Request.Id))];
        arrived = all.Count - items.Count;
        if (items.Count == 0)
            (items, arrived) = (all, 0);
    }

    /// <summary>It is in the address, so somebody came here for it.</summary>
    private bool IsAskedFor(ApprovalItem item) => Guid.TryParse(Id, out var id) && item.Request.Id == new RequestId(id);

    private async Task LetInAsync()
    {
        items = null;
        await ReadAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (!Guid.TryParse(Id, out var id))
            return;
        await SeeNotices.RunAsync(await Me.ReadAsync(CancellationToken.None), new RequestId(id), CancellationToken.None);
        if (items is not null && Chosen is null)
            await ReadAsync();   // it may have come in and not been let in yet
    }

    private void Pick(RequestId id)
    {
        if (!picked.Add(id))
            picked.Remove(id);
    }

    private async Task DecidedAsync(string words)
    {
        said = words;
        picked.Clear();
        Navigation.NavigateTo("/approvals", replace: true);
        await LetInAsync();
    }
}
