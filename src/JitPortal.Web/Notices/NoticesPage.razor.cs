using JitPortal.Application.Notices;
using JitPortal.Storage.Notices;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Notices;

/// <summary>What was I told?</summary>
public sealed partial class NoticesPage
{
    private const int OnePage = 50;
    private const string OnlyUnread = "true";
    private List<NoticeView>? notices;
    private bool more;
    private int unread;
    private bool? shown;

    private static IReadOnlyList<(string Key, string Word)> Choices => [("", T("All")), (OnlyUnread, T("Unread"))];

    [SupplyParameterFromQuery(Name = "unread")]
    public string? Chosen { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListNotices ListNotices { get; init; }

    [Inject] public required CountUnread CountUnread { get; init; }

    [Inject] public required SeeNotices SeeNotices { get; init; }

    private bool Unread => Chosen == OnlyUnread;

    private bool HasUnread => unread > 0;

    private string Summary => notices switch
    {
        null => T("Reading what you were told"),
        _ => HasUnread ? T("A notice is read once you have opened what it tells of.") : T("Nothing is unread."),
    };

    protected override async Task OnParametersSetAsync()
    {
        if (shown is not null && shown != Unread)
            await ReadAsync();
    }

    private async Task ReadAsync()
    {
        shown = Unread;
        var me = await Me.ReadAsync(CancellationToken.None);
        var known = Math.Clamp(notices?.Count ?? 0, OnePage, ListNotices.Most);
        notices = [.. await ListNotices.RunAsync(me, Unread, before: null, known, CancellationToken.None)];
        unread = await CountUnread.RunAsync(me, CancellationToken.None);
        more = notices.Count == known;
    }

    private async Task ReadMoreAsync()
    {
        var older = await ListNotices.RunAsync(await Me.ReadAsync(CancellationToken.None), Unread, notices![^1].Number, OnePage, CancellationToken.None);
        notices.AddRange(older);
        more = older.Count == OnePage;
    }

    private async Task SeeAsync(NoticeView notice) => await SeeNotices.RunAsync(await Me.ReadAsync(CancellationToken.None), notice.Number, CancellationToken.None);

    private async Task SeeAllAsync()
    {
        await SeeNotices.RunAsync(await Me.ReadAsync(CancellationToken.None), CancellationToken.None);
        await ReadAsync();
    }

    private static string? MailOf(NoticeView notice) => notice.Mail switch
    {
        DeliveryState.Sent => $"{T("mail sent")} · ",
        DeliveryState.Pending => $"{T("mail on its way")} · ",
        DeliveryState.GivenUp => $"{T("mail not delivered")} · ",
        _ => null,
    };
}
