using JitPortal.Application.Notices;
using JitPortal.Domain.Notices;
using JitPortal.Domain.People;
using JitPortal.Storage.Notices;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Tests.Notices;

/// <summary>What people have been told in a <see cref="World"/>.</summary>
internal static class Telling
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Does once what the loop does.</summary>
    public static async Task TellAsync(this World world)
    {
        await world.Get<RaiseAlarms>().RunAsync(None);
        await world.Get<WarnOfEndings>().RunAsync(None);
        await world.Get<TellPeople>().RunAsync(None);
    }

    public static async Task<IReadOnlyList<NoticeRow>> NoticesAsync(this World world)
    {
        await using var db = world.Db();
        return await db.Notices.AsNoTracking().OrderBy(n => n.Number).ToListAsync();
    }

    /// <summary>"Bo: RequestWaits", in the order in which they were told.</summary>
    public static async Task<IReadOnlyList<string>> ToldAsync(this World world)
    {
        await using var db = world.Db();
        var told = await db.Notices.Join(db.People, n => n.PersonId, p => p.Id, (n, p) => new { n.Number, n.Kind, p.Name }).OrderBy(n => n.Number).ToListAsync();
        return [.. told.Select(n => $"{n.Name.Split(' ')[0]}: {n.Kind}")];
    }

    public static async Task<IReadOnlyList<NoticeKind>> ToldAsync(this World world, Actor reader) =>
        [.. (await world.NoticesAsync()).Where(n => n.PersonId == reader.Id.Value).Select(n => n.Kind)];

    /// <summary>The words of what somebody was told, latest first.</summary>
    public static async Task<IReadOnlyList<NoticeText>> WordsAsync(this World world, Actor reader) =>
        [.. (await world.Get<ListNotices>().RunAsync(reader, unread: false, before: null, ListNotices.Most, None)).Select(n => NoticeWords.Of(n.Matter, at => at.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)))];

    public static async Task<IReadOnlyList<DeliveryRow>> DeliveriesAsync(this World world)
    {
        await using var db = world.Db();
        return await db.Deliveries.AsNoTracking().OrderBy(d => d.Notice).ToListAsync();
    }
}
