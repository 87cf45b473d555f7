using JitPortal.Domain.Notices;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Notices;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Notices;

/// <summary>What the caller was told, latest first.</summary>
public sealed class ListNotices(PortalDbFactory databases, KeyRing keys)
{
    /// <summary>The most on one page: 100.</summary>
    public const int Most = 100;

    /// <param name="unread">Only what they have not seen, without what asks for a decision that was made.</param>
    /// <param name="before">Only those before this number.</param>
    /// <param name="limit">1 to <see cref="Most"/>.</param>
    public async Task<IReadOnlyList<NoticeView>> RunAsync(Actor actor, bool unread, long? before, int limit, CancellationToken ct)
    {
        await using var db = databases.Create();
        var mine = db.Notices.AsNoTracking().Where(n => n.PersonId == actor.Id.Value);
        var rows = await (unread ? mine.Unread(db) : mine)
            .Where(n => before == null || n.Number < before)
            .OrderByDescending(n => n.Number)
            .Take(Math.Clamp(limit, 1, Most))
            .ToListAsync(ct);
        var numbers = rows.ConvertAll(r => r.Number);
        var stillUnread = unread ? [.. numbers] : await db.Notices.Where(n => numbers.Contains(n.Number)).Unread(db).Select(n => n.Number).ToHashSetAsync(ct);
        var mailed = await db.Deliveries.AsNoTracking().Where(d => d.Channel == NoticeChannel.Mail && numbers.Contains(d.Notice)).ToDictionaryAsync(d => d.Notice, d => d.State, ct);
        var matters = await NoticeMatters.ReadAsync(db, keys, rows, ct);
        return [.. rows.Zip(matters, (row, matter) => new NoticeView(row.Number, row.At, matter, NoticeLinks.PathOf(row), row.SeenAt, mailed.TryGetValue(row.Number, out var state) ? state : null) { IsUnread = stillUnread.Contains(row.Number) })];
    }
}

/// <param name="Path">The page it leads to.</param>
/// <param name="Mail">What became of the e-mail; <see langword="null"/> where none was to be sent.</param>
public sealed record NoticeView(long Number, DateTimeOffset At, NoticeMatter Matter, string Path, DateTimeOffset? SeenAt, DeliveryState? Mail)
{
    /// <summary>The reader has not seen it, and there is still something to see.</summary>
    public bool IsUnread { get; init; }
}
