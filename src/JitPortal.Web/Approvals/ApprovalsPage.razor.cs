using JitPortal.Application.Approvals;
using JitPortal.Application.Notices;
using JitPortal.Domain.Requests;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Approvals;

/// <summary>What waits for me?</summary>
public sealed partial class ApprovalsPage
{
    private IReadOnlyList<ApprovalItem>? items;
    private readonly HashSet<RequestId> picked = [];
    private string? said;

    /// <summary>The request that is open at the right; a notice links to it.</summary>
    [SupplyParameterFromQuery(Name = "id")]
    public string? Id { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListApprovals ListApprovals { get; init; }

    [Inject] public required SeeNotices SeeNotices { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>The one in the address; without one the first, which only a wide window shows beside the list.</summary>
    private ApprovalItem? Chosen => Id is null ? items is [var first, ..] ? first : null : Guid.TryParse(Id, out var id) ? items?.FirstOrDefault(item => item.Request.Id == new RequestId(id)) : null;

    private IReadOnlyList<ApprovalItem> Picked => [.. (items ?? []).Where(item => picked.Contains(item.Request.Id))];

    private string Summary => items?.Count switch
    {
        null => "Reading what waits for you",
        0 => "Nothing waits for you.",
        1 => "1 waits for you.",
        { } count => $"{count} wait for you, oldest first.",
    };

    private async Task ReadAsync() =>
        items = await ListApprovals.RunAsync(await Me.ReadAsync(CancellationToken.None), CancellationToken.None);

    protected override async Task OnParametersSetAsync()
    {
        if (Guid.TryParse(Id, out var id))
            await SeeNotices.RunAsync(await Me.ReadAsync(CancellationToken.None), new RequestId(id), CancellationToken.None);
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
        await ReadAsync();
    }
}
