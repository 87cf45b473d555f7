using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>The caller's own requests, newest first.</summary>
public sealed class ListRequests(PortalDbFactory databases)
{
    /// <summary>The most on one page: 200.</summary>
    public const int Most = 200;

    /// <param name="before">Continue after this request; <see langword="null"/> for the first page.</param>
    /// <param name="limit">1 to <see cref="Most"/>, and one more to see whether that was all.</param>
    public async Task<IReadOnlyList<RequestSummary>> RunAsync(Actor actor, RequestId? before, int limit, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (before is not { } id)
            return await PageAsync(db, actor, RequestFilter.All, long.MaxValue, limit, ct);
        var number = await db.Requests.Where(r => r.Id == id.Value).Select(r => r.Number).SingleOrDefaultAsync(ct);
        return await PageAsync(db, actor, RequestFilter.All, number, limit, ct);
    }

    /// <param name="filter">Only those that it admits.</param>
    /// <param name="after">Continue after this one; <see langword="null"/> for the first page.</param>
    /// <param name="limit">1 to <see cref="Most"/>, and one more to see whether that was all.</param>
    public async Task<IReadOnlyList<RequestSummary>> RunAsync(Actor actor, RequestFilter filter, RequestSummary? after, int limit, CancellationToken ct)
    {
        await using var db = databases.Create();
        return await PageAsync(db, actor, filter, after is null ? long.MaxValue : RequestNumber.Parse(after.Number) ?? 0, limit, ct);
    }

    private static Task<IReadOnlyList<RequestSummary>> PageAsync(PortalDb db, Actor actor, RequestFilter filter, long before, int limit, CancellationToken ct)
    {
        var mine = filter.Apply(db, db.Requests.Where(r => r.RequesterId == actor.Id.Value && r.Number < before));
        return RequestSummaries.ReadAsync(db, mine.OrderByDescending(r => r.Number).Take(Math.Clamp(limit, 1, Most + 1)), ct);
    }
}

/// <param name="Number">Short number people quote: REQ-1042.</param>
/// <param name="Extends">Whose end it asks to move; <see langword="null"/> where it asks for new access.</param>
public sealed record RequestSummary(
    RequestId Id,
    string Number,
    EntitlementId Entitlement,
    string Resource,
    string Role,
    string TargetName,
    string Kind,
    PersonId RequesterId,
    string Requester,
    RequestState State,
    TimeSpan Duration,
    string Reason,
    DateTimeOffset FiledAt,
    DateTimeOffset? LapsesAt,
    GrantId? GrantId,
    GrantState? GrantState,
    GrantId? Extends)
{
    public bool IsExtension => Extends is not null;

    public bool IsUndecided => State is RequestState.AwaitingApproval or RequestState.AwaitingStepUp;

    /// <summary>Of an extension that is undecided, the end that stands; <see langword="null"/> where nothing is open yet, or not any more.</summary>
    public DateTimeOffset? ExtendsEnd { get; init; }

    /// <summary>When the access would end if <paramref name="length"/> were agreed to now: an extension is added to the end that stands.</summary>
    public DateTimeOffset EndIfAgreed(DateTimeOffset now, TimeSpan length) => (ExtendsEnd ?? now) + length;
}
