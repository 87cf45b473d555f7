using JitPortal.Domain.Notices;
using JitPortal.Storage;
using JitPortal.Storage.Notices;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Notices;

/// <summary>Who was asked to decide a request: by name, how, and whether they have seen it.</summary>
internal static class WhoWasTold
{
    /// <summary>They ask somebody to decide, the first time, again, or because another approver pointed them to it.</summary>
    private static readonly NoticeKind[] Asking = [NoticeKind.RequestWaits, NoticeKind.RequestStillWaits, NoticeKind.RequestPassedOn];

    /// <summary>They are no news once the request is decided.</summary>
    private static readonly NoticeKind[] UntilDecided = [.. Asking, NoticeKind.QuestionAsked, NoticeKind.QuestionAnswered];

    /// <summary>The notices that ask somebody to decide.</summary>
    public static IQueryable<NoticeRow> ThatAsk(this IQueryable<NoticeRow> notices) => notices.Where(n => EF.Constant(Asking).Contains(n.Kind));

    /// <summary>Not seen, and still to be: whoever decided a request, what asked for something in it is done with.</summary>
    public static IQueryable<NoticeRow> Unread(this IQueryable<NoticeRow> notices, PortalDb db) => notices.Where(n =>
        n.SeenAt == null && !(EF.Constant(UntilDecided).Contains(n.Kind) && db.Requests.Any(r => r.Id == n.RequestId && r.DecidedAt != null)));

    /// <returns>By the audit sequence that led to it.</returns>
    public static async Task<ILookup<string, AskedApprover>> ReadAsync(PortalDb db, Guid request, CancellationToken ct)
    {
        var asked = await db.Notices.AsNoTracking().ThatAsk()
            .Where(n => n.RequestId == request)
            .Join(db.People, n => n.PersonId, p => p.Id, (n, p) => new { n.Number, n.Occasion, n.SeenAt, p.Name })
            .OrderBy(n => n.Number)
            .ToListAsync(ct);
        var numbers = asked.ConvertAll(n => n.Number);
        var mailed = await db.Deliveries.AsNoTracking().Where(d => d.Channel == NoticeChannel.Mail && numbers.Contains(d.Notice)).ToDictionaryAsync(d => d.Notice, d => d.State, ct);
        return asked.ToLookup(n => n.Occasion, n => new AskedApprover(n.Name, mailed.TryGetValue(n.Number, out var state) ? state : null, n.SeenAt), StringComparer.Ordinal);
    }
}

/// <summary>Somebody who was asked, in the portal and perhaps by e-mail.</summary>
/// <param name="Mail">What became of the e-mail; <see langword="null"/> where none was to be sent.</param>
public sealed record AskedApprover(string Name, DeliveryState? Mail, DateTimeOffset? SeenAt);
