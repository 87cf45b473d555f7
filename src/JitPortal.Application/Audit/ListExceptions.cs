using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Audit;

/// <summary>What did not go as it should in a span of time, for an auditor to look at one by one.</summary>
public sealed class ListExceptions(PortalDbFactory databases, TimeProvider clock)
{
    /// <summary>The longest span: 366 days.</summary>
    public static readonly TimeSpan LongestSpan = TimeSpan.FromDays(366);

    private const int MostGrants = 50_000;
    private const int MostEvents = 5_000;

    /// <param name="since">The first instant; <see langword="null"/> for 30 days before <paramref name="until"/>.</param>
    /// <param name="until">The first instant that does not count any more; <see langword="null"/> for now.</param>
    /// <returns><see cref="Refusal.Forbidden"/> but for auditors and administrators; <see cref="Refusal.Invalid"/> on "since" for a span that is empty or too long.</returns>
    public async Task<Outcome<ExceptionsView>> RunAsync(Actor actor, DateTimeOffset? since, DateTimeOffset? until, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.OverseesAsync(db, actor, ct))
            return Authority.OverseersOnly;
        var now = clock.Now();
        var to = until?.ToMilliseconds() ?? now;
        var from = since?.ToMilliseconds() ?? to - TimeSpan.FromDays(30);
        if (from >= to || to - from > LongestSpan)
            return new Refusal.Invalid("since", Both("The span begins before it ends and is at most 366 days long."));
        var grants = await GrantsAsync(db, from, to, ct);
        var events = await EventsAsync(db, from, to, ct);
        var standIns = await StandInsAsync(db, from, to, ct);
        var found = grants.SelectMany(g => OfGrant(g, now)).Concat(events).Concat(standIns).Concat(await PublishedAloneAsync(db, from, to, ct)).OrderByDescending(e => e.At).ToList();
        var cut = grants.Count >= MostGrants || events.Count == MostEvents || standIns.Count == MostEvents;
        return new ExceptionsView(from, to, await NamedAsync(db, found, ct), grants.Count, cut, await ControlTotal.ReadAsync(db, ct));
    }

    /// <summary>Every grant that should have been gone from some moment of the span on, whether it has ended or not: one index for each kind of <see cref="EndingGrant.Due"/>.</summary>
    private static async Task<IReadOnlyList<EndingGrant>> GrantsAsync(PortalDb db, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var ran = db.Grants.Where(g => g.EndReason == null || g.EndReason == EndReason.Expired || g.RevokingAt == null);
        var taken = db.Grants.Where(g => g.EndReason != null && g.EndReason != EndReason.Expired);
        return
        [
            .. await ReadAsync(ran.Where(g => g.EndsAt >= from && g.EndsAt < to).OrderByDescending(g => g.EndsAt), ct),
            .. await ReadAsync(taken.Where(g => g.RevokingAt >= from && g.RevokingAt < to).OrderByDescending(g => g.RevokingAt), ct),
        ];
    }

    private static Task<List<EndingGrant>> ReadAsync(IQueryable<GrantRow> grants, CancellationToken ct) =>
        grants.AsNoTracking().Take(MostGrants)
            .Select(g => new EndingGrant(g.Id, g.RequestId, g.State, g.EndReason, g.EndsAt, g.RevokingAt, g.EndedAt, g.Evidence, g.EvidenceWords, g.ForceReason, g.LastError))
            .ToListAsync(ct);

    private static IEnumerable<Found> OfGrant(EndingGrant grant, DateTimeOffset now)
    {
        if (grant is { State: GrantState.Ended, Evidence: EvidenceKind.Forced })
            yield return new Found(ExceptionKind.ForceClosed, grant.EndedAt ?? now, grant.Request, null, T($"Two administrators closed it without evidence. {grant.ForceReason}").TrimEnd(), null);
        if (grant is { State: GrantState.Ended, Evidence: EvidenceKind.None })
            yield return new Found(ExceptionKind.NotEvidenced, grant.EndedAt ?? now, grant.Request, null, grant.EvidenceWords ?? T("Closed without evidence from the target."), null);
        if (grant.Due is not { } due || (grant.EndedAt ?? now) - due <= GrantViews.OverdueAfter || grant.Evidence == EvidenceKind.NeverOpened)
            yield break;
        var late = DurationText.Format(WholeSeconds((grant.EndedAt ?? now) - due));
        yield return grant.State == GrantState.Ended
            ? new Found(ExceptionKind.Late, due, grant.Request, null, T($"Over {late} after it was due. {grant.EvidenceWords}").TrimEnd(), null)
            : new Found(ExceptionKind.NotOver, due, grant.Request, null, T($"Due {late} ago and not evidenced yet. {grant.LastError}").TrimEnd(), null);
    }

    private static async Task<IReadOnlyList<Found>> EventsAsync(PortalDb db, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var types = ExceptionKinds.OfEvents.Keys.ToList();
        var rows = await db.Audit.AsNoTracking()
            .Where(a => types.Contains(a.Type) && a.At >= from && a.At < to)
            .OrderByDescending(a => a.Sequence).Take(MostEvents)
            .Select(a => new { a.Sequence, a.At, a.Type, a.ActorId, a.RequestId })
            .ToListAsync(ct);
        return rows.ConvertAll(a => new Found(ExceptionKinds.OfEvents[a.Type], a.At, a.RequestId, a.ActorId, a.Type, a.Sequence));
    }

    private static async Task<IReadOnlyList<Found>> StandInsAsync(PortalDb db, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var votes = await db.Decisions.AsNoTracking()
            .Where(d => d.SeatId != d.ApproverId && d.At >= from && d.At < to)
            .OrderByDescending(d => d.At).Take(MostEvents)
            .Join(db.People, d => d.ApproverId, p => p.Id, (d, p) => new { d.At, d.RequestId, d.SeatId, d.Approves, By = p.Name })
            .Join(db.People, d => d.SeatId, p => p.Id, (d, p) => new { d.At, d.RequestId, d.Approves, d.By, For = p.Name })
            .ToListAsync(ct);
        return votes.ConvertAll(d => new Found(ExceptionKind.ByStandIn, d.At, d.RequestId, null, T($"{d.By} {(d.Approves ? T("approved") : T("denied"))} it for {d.For}, who was away."), null));
    }

    /// <summary>What an administrator wrote and nobody confirmed: only the one administrator of solo mode can.</summary>
    private static async Task<IReadOnlyList<Found>> PublishedAloneAsync(PortalDb db, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var versions = await db.Policies.AsNoTracking()
            .Where(p => p.EditedById != null && p.ConfirmedById == null && p.PublishedAt >= from && p.PublishedAt < to)
            .Select(p => new { p.PublishedAt, p.EditedById, p.Name, p.Version })
            .ToListAsync(ct);
        return versions.ConvertAll(p => new Found(ExceptionKind.PublishedAlone, p.PublishedAt, null, p.EditedById, T($"“{p.Name}”, version {p.Version}, without a second administrator."), null));
    }

    private static async Task<IReadOnlyList<ExceptionLine>> NamedAsync(PortalDb db, IReadOnlyList<Found> found, CancellationToken ct)
    {
        var requests = found.Select(f => f.Request).OfType<Guid>().Distinct().ToList();
        var about = await db.Requests.AsNoTracking().Where(r => requests.Contains(r.Id))
            .Join(db.Entitlements, r => r.EntitlementId, e => e.Id, (r, e) => new { r.Id, r.RequesterId, e.Resource, e.Role })
            .Join(db.People, x => x.RequesterId, p => p.Id, (x, p) => new { x.Id, p.Name, What = x.Resource + ", " + x.Role })
            .ToDictionaryAsync(x => x.Id, ct);
        var actors = found.Select(f => f.Actor).OfType<Guid>().Distinct().ToList();
        var names = await db.People.AsNoTracking().Where(p => actors.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        return [.. found.Select(Line)];

        ExceptionLine Line(Found f)
        {
            var access = f.Request is { } request ? about.GetValueOrDefault(request) : null;
            var who = access?.Name ?? (f.Actor is { } actor ? names.GetValueOrDefault(actor) : null);
            return new ExceptionLine(f.Kind, f.At, who, access?.What, f.Request is { } id ? new RequestId(id) : null, f.Words, f.Sequence);
        }
    }

    private static TimeSpan WholeSeconds(TimeSpan span) => TimeSpan.FromSeconds(Math.Floor(span.TotalSeconds));

    private sealed record EndingGrant(
        Guid Id, Guid Request, GrantState State, EndReason? EndReason, DateTimeOffset? EndsAt, DateTimeOffset? RevokingAt, DateTimeOffset? EndedAt,
        EvidenceKind Evidence, string? EvidenceWords, string? ForceReason, string? LastError)
    {
        /// <summary>From when on it should have been gone: its own end, or the moment somebody took it away.</summary>
        public DateTimeOffset? Due => EndReason is null or Domain.Grants.EndReason.Expired ? EndsAt : RevokingAt ?? EndsAt;
    }

    private sealed record Found(ExceptionKind Kind, DateTimeOffset At, Guid? Request, Guid? Actor, string Words, long? Sequence);
}

/// <param name="Since">The span that was looked at, this instant included and <paramref name="Until"/> not.</param>
/// <param name="Checked">How many grants were due to end in the span, or were taken away in it.</param>
/// <param name="Cut">There was more in the span than is looked at at once: a shorter span shows all of it.</param>
public sealed record ExceptionsView(DateTimeOffset Since, DateTimeOffset Until, IReadOnlyList<ExceptionLine> Lines, int Checked, bool Cut, ControlTotal Log);

/// <param name="At">When it was due, or happened.</param>
/// <param name="Who">Whose access it is about, or who did it; <see langword="null"/> for the portal itself.</param>
/// <param name="What">"orders-db, Write"; <see langword="null"/> where it is about no access.</param>
/// <param name="Words">A sentence, or the type of the record.</param>
/// <param name="Sequence">The record in the log, where there is one for just this.</param>
public sealed record ExceptionLine(ExceptionKind Kind, DateTimeOffset At, string? Who, string? What, RequestId? Request, string Words, long? Sequence);
