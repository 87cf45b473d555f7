using JitPortal.Application.Live;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Notices;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Notices;

/// <summary>
/// Remembers what the caller has seen: one notice, all about a request whose page they opened, or everything. The first time counts,
/// and those who asked see it on the timeline.
/// </summary>
public sealed class SeeNotices(PortalDbFactory databases, ILiveEvents live, TimeProvider clock)
{
    /// <summary>The type of the live event that follows.</summary>
    private const string SeenEvent = "notice.seen";

    public Task RunAsync(Actor actor, long number, CancellationToken ct) => SeeAsync(actor, n => n.Where(x => x.Number == number), ct);

    public Task RunAsync(Actor actor, RequestId request, CancellationToken ct) => SeeAsync(actor, n => n.Where(x => x.RequestId == request.Value), ct);

    public Task RunAsync(Actor actor, CancellationToken ct) => SeeAsync(actor, n => n, ct);

    private async Task SeeAsync(Actor actor, Func<IQueryable<NoticeRow>, IQueryable<NoticeRow>> which, CancellationToken ct)
    {
        await using var db = databases.Create();
        var unseen = which(db.Notices.Where(n => n.PersonId == actor.Id.Value && n.SeenAt == null));
        var about = await unseen.Select(n => new { n.RequestId, n.AboutId }).Distinct().ToListAsync(ct);
        if (about.Count == 0)
            return;   // most pages are opened more than once: nothing is written then
        await unseen.ExecuteUpdateAsync(s => s.SetProperty(n => n.SeenAt, clock.Now()), ct);
        live.Publish([.. about.Select(a => new LiveEvent(
            LiveEvent.NotInTheLog, SeenEvent, a.RequestId is { } request ? new RequestId(request) : null, null,
            new Audience([actor.Id, .. a.AboutId is { } asker ? [new PersonId(asker)] : Array.Empty<PersonId>()], [])))]);
    }
}
