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
    public Task<IReadOnlyList<RequestSummary>> RunAsync(Actor actor, RequestId? before, int limit, CancellationToken ct) =>
        RunAsync(actor, RequestFilter.All, before, limit, ct);

    /// <param name="filter">Only those that it admits.</param>
    /// <param name="before">Continue after this request; <see langword="null"/> for the first page.</param>
    /// <param name="limit">1 to <see cref="Most"/>, and one more to see whether that was all.</param>
    public async Task<IReadOnlyList<RequestSummary>> RunAsync(Actor actor, RequestFilter filter, RequestId? before, int limit, CancellationToken ct)
    {
        await using var db = databases.Create();
        var mine = filter.Apply(db, db.Requests.Where(r => r.RequesterId == actor.Id.Value));
        if (before is { } id)
            mine = mine.Where(r => r.Number < db.Requests.Where(b => b.Id == id.Value).Select(b => b.Number).FirstOrDefault());
        return await RequestSummaries.ReadAsync(db, mine.OrderByDescending(r => r.Number).Take(Math.Clamp(limit, 1, Most + 1)), ct);
    }
}

/// <param name="Number">Short number people quote: REQ-1042.</param>
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
    bool IsExtension);
