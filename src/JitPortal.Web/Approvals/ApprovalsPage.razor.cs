using JitPortal.Application.Approvals;
using JitPortal.Application.Notices;
using JitPortal.Application.Requests;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Web.Shell;
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
    private DecidedNote? said;

    /// <summary>What the page shows at the right, also once somebody else has decided it: the next one does not slip under the hand of whoever decides.</summary>
    private RequestSummary? open;
    private string? openedBy;
    private string? went;
    private int arrived;

    /// <summary>The request that is open at the right; a notice links to it.</summary>
    [SupplyParameterFromQuery(Name = "id")]
    public string? Id { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListApprovals ListApprovals { get; init; }

    [Inject] public required ListDecided ListDecided { get; init; }

    [Inject] public required SeeNotices SeeNotices { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    /// <summary>The one in the address; without one the first there was, which only a wide window shows beside the list.</summary>
    private ApprovalItem? Chosen => Id is null && open is null ? items is [var first, ..] ? first : null : items?.FirstOrDefault(item => item.Request.Id == Asked);

    private RequestId? Asked => Id is null ? open?.Id : Guid.TryParse(Id, out var id) ? new RequestId(id) : null;

    /// <summary>What was shown, or asked for, and does not wait any more.</summary>
    private string? Gone => Id ?? open?.Id.ToString();

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
        await ReadAsync(me);
        went = Chosen is null && open is { } last ? await WentAsync(me, last) : null;
        await SeeAsync(me);
    }

    private async Task ReadAsync(Actor me)
    {
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
    private bool IsAskedFor(ApprovalItem item) => Id is not null && item.Request.Id == Asked;

    /// <summary>"Ann Lowe approved 1 h, 4 s ago."</summary>
    private async Task<string?> WentAsync(Actor me, RequestSummary request)
    {
        var list = await ListDecided.RunAsync(me, new DecidedFilter(DecidedBy.Anybody, request.Number), before: null, limit: 1, CancellationToken.None);
        return list.Items is not [var item] ? null
            : item.Votes is [.., var vote] ? T($"{request.Requester}, {request.Resource}: {DecidedWords.Of(vote, request.Duration)}, {DurationText.Format(Clock.Now - vote.At)} ago.")
            : T($"{request.Requester}, {request.Resource}: {DecidedWords.WithoutVotes(item.Request)}, {DurationText.Format(Clock.Now - item.At)} ago.");
    }

    private async Task SeeAsync(Actor me)
    {
        if (Chosen is not { } chosen)
            return;
        open = chosen.Request;
        await SeeNotices.RunAsync(me, chosen.Request.Id, CancellationToken.None);
    }

    private async Task LetInAsync()
    {
        items = null;
        await ReadAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Id != openedBy)
            (openedBy, open, went) = (Id, null, null);
        var me = await Me.ReadAsync(CancellationToken.None);
        if (Id is not null && Asked is { } asked)
            await SeeNotices.RunAsync(me, asked, CancellationToken.None);
        if (Id is not null && items is not null && Chosen is null)
            await ReadAsync();   // it may have come in and not been let in yet
        await SeeAsync(me);
    }

    private void Pick(RequestId id)
    {
        if (!picked.Add(id))
            picked.Remove(id);
    }

    private async Task DecidedAsync(DecidedNote note)
    {
        (said, open) = (note, null);
        picked.Clear();
        Navigation.NavigateTo("/approvals", replace: true);
        await LetInAsync();
    }
}
