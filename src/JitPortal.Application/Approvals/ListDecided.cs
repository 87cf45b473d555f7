using JitPortal.Application.Notices;
using JitPortal.Application.Requests;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>
/// What does not wait for the caller any more: what they decided, and what came to an end after they were asked, by others or by nobody.
/// Newest first, by their own decision or else by the end. Who may not know of a request any more does not see it here either.
/// </summary>
public sealed class ListDecided(PortalDbFactory databases)
{
    /// <summary>The most on one page: 200.</summary>
    public const int Most = 200;

    /// <param name="before">Continue after this place; <see langword="null"/> for the first page.</param>
    /// <param name="limit">1 to <see cref="Most"/>.</param>
    public async Task<DecidedList> RunAsync(Actor actor, DecidedFilter filter, DecidedPlace? before, int limit, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await db.People.AnyAsync(p => p.Id == actor.Id.Value && p.DisabledAt == null, ct))
            return new DecidedList([], null);
        var most = Math.Clamp(limit, 1, Most);
        var page = await Newest(db, actor.Id.Value, filter, before, most).ToListAsync(ct);
        var next = page.Count == most ? new DecidedPlace(page[^1].At, new RequestId(page[^1].Id)) : null;
        return new DecidedList(await ShowAsync(db, actor, page, ct), next);
    }

    private static IQueryable<Place> Newest(PortalDb db, Guid me, DecidedFilter filter, DecidedPlace? before, int most)
    {
        var wanted = new RequestFilter(RequestStage.Any, filter.Text) { FindsRequesters = true }.Apply(db, db.Requests);
        return filter.By switch
        {
            // Each cut on its own first: what the reader decided is read along its index and not sorted as a whole.
            DecidedBy.Anybody => Page(Page(Mine(db, me, wanted)).Concat(Page(Theirs(db, me, wanted)))),
            DecidedBy.Me => Page(Mine(db, me, wanted)),
            DecidedBy.Others => Page(Theirs(db, me, wanted.Where(r => db.Decisions.Any(d => d.RequestId == r.Id)))),
            _ => Page(Theirs(db, me, wanted.Where(r => !db.Decisions.Any(d => d.RequestId == r.Id)))),
        };

        IQueryable<Place> Page(IQueryable<Place> places)
        {
            if (before is { } place)
                places = places.Where(p => p.At < place.At || (p.At == place.At && p.Id < place.Request.Value));
            return places.OrderByDescending(p => p.At).ThenByDescending(p => p.Id).Take(most);
        }
    }

    private static IQueryable<Place> Mine(PortalDb db, Guid me, IQueryable<RequestRow> wanted) =>
        db.Decisions.Where(d => d.ApproverId == me).Join(wanted, d => d.RequestId, r => r.Id, (d, r) => new Place { Id = r.Id, At = d.At });

    /// <summary>From the notices on: what somebody was asked is found by an index, however many requests there are.</summary>
    private static IQueryable<Place> Theirs(PortalDb db, Guid me, IQueryable<RequestRow> wanted) =>
        db.Notices.ThatAsk().Where(n => n.PersonId == me).Select(n => n.RequestId!.Value).Distinct()
            .Join(wanted.Where(r => r.DecidedAt != null && !db.Decisions.Any(d => d.RequestId == r.Id && d.ApproverId == me)), id => id, r => r.Id, (_, r) => new Place { Id = r.Id, At = r.DecidedAt!.Value });

    private static async Task<IReadOnlyList<DecidedItem>> ShowAsync(PortalDb db, Actor actor, IReadOnlyList<Place> page, CancellationToken ct)
    {
        var ids = page.Select(p => p.Id).ToList();
        var rows = await db.Requests.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
        var summaries = (await RequestSummaries.ReadAsync(db, db.Requests.Where(r => ids.Contains(r.Id)), ct)).ToDictionary(s => s.Id.Value);
        var votes = (await db.Decisions.AsNoTracking().Where(d => ids.Contains(d.RequestId))
            .Join(db.People, d => d.ApproverId, p => p.Id, (d, p) => new { Vote = d, By = p.Name })
            .Join(db.People, d => d.Vote.SeatId, p => p.Id, (d, p) => new { d.Vote, d.By, Seat = p.Name })
            .OrderBy(d => d.Vote.At)
            .ToListAsync(ct)).ToLookup(d => d.Vote.RequestId, d => Vote(actor, d.Vote, d.By, d.Seat));
        return
        [
            .. page.Where(p => Addressees.Of(rows[p.Id]).Includes(actor) || votes[p.Id].Any(v => v.IsMine))
                .Select(p => new DecidedItem(summaries[p.Id], p.At, [.. votes[p.Id]])),
        ];
    }

    private static DecidedVote Vote(Actor actor, DecisionRow vote, string by, string seat) =>
        new(by, vote.SeatId == vote.ApproverId ? null : seat, vote.ApproverId == actor.Id.Value, vote.Approves, vote.Duration, vote.Reason, vote.At);

    private sealed class Place
    {
        public Guid Id { get; init; }

        public DateTimeOffset At { get; init; }
    }
}

/// <param name="Next">Where it goes on; <see langword="null"/> at the end.</param>
public sealed record DecidedList(IReadOnlyList<DecidedItem> Items, DecidedPlace? Next);

/// <summary>A place in the list.</summary>
public sealed record DecidedPlace(DateTimeOffset At, RequestId Request);

/// <param name="Text">Occurs in the reason, the resource, the role or the requester's name, or is the request's number; <see langword="null"/> or empty for all.</param>
public sealed record DecidedFilter(DecidedBy By, string? Text)
{
    public static DecidedFilter All { get; } = new(DecidedBy.Anybody, null);
}

public enum DecidedBy
{
    Anybody,
    Me,

    /// <summary>Others decided what the caller was asked for as well.</summary>
    Others,

    /// <summary>It was withdrawn or lapsed.</summary>
    Nobody,
}

/// <param name="At">The caller's own decision, or else the end.</param>
/// <param name="Votes">Everybody who decided, in the order of time; empty where nobody did.</param>
public sealed record DecidedItem(RequestSummary Request, DateTimeOffset At, IReadOnlyList<DecidedVote> Votes);

/// <param name="InSeatOf">Who was away, by name; <see langword="null"/> for the own seat.</param>
/// <param name="Duration">What they approved.</param>
/// <param name="Reason"><see langword="null"/> where none was given, or whoever gave it was erased.</param>
public sealed record DecidedVote(string By, string? InSeatOf, bool IsMine, bool Approves, TimeSpan Duration, string? Reason, DateTimeOffset At);
