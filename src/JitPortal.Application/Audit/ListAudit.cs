using System.Collections.ObjectModel;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Audit;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Audit;

/// <summary>The audit log page by page in the order of its sequence, which has no gaps: a reader who goes on from the last page misses nothing.</summary>
public sealed class ListAudit(PortalDbFactory databases)
{
    /// <summary>The most on one page: 500.</summary>
    public const int Most = 500;

    /// <returns><see cref="Refusal.Forbidden"/> but for administrators and auditors.</returns>
    public async Task<Outcome<IReadOnlyList<AuditEntry>>> RunAsync(Actor actor, AuditQuery query, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.OverseesAsync(db, actor, ct))
            return Authority.OverseersOnly;
        var rows = await Matching(db, query).OrderBy(a => a.Sequence).Take(Math.Clamp(query.Limit, 1, Most + 1)).ToListAsync(ct);
        var actors = rows.Select(r => r.ActorId).OfType<Guid>().Distinct().ToList();
        var names = await db.People.AsNoTracking().Where(p => actors.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        return rows.ConvertAll(row => Entry(row, names));
    }

    private static IQueryable<AuditRow> Matching(PortalDb db, AuditQuery query)
    {
        var rows = db.Audit.AsNoTracking().Where(a => a.Sequence > query.After);
        if (query.Type is { } type)
            rows = rows.Where(a => a.Type == type);
        if (query.Kind is { Length: > 0 } kind)
            rows = rows.Where(a => a.Type.StartsWith(kind));
        if (query.Request is { } request)
            rows = rows.Where(a => a.RequestId == request.Value);
        return query.Grant is { } grant ? rows.Where(a => a.GrantId == grant.Value) : rows;
    }

    private static AuditEntry Entry(AuditRow row, IReadOnlyDictionary<Guid, string> names) => new(
        row.Sequence,
        row.At,
        row.Type,
        row.ActorId is { } actor ? new PersonId(actor) : null,
        row.ActorId is { } id ? names.GetValueOrDefault(id) : null,
        row.RequestId is { } request ? new RequestId(request) : null,
        row.GrantId is { } grant ? new GrantId(grant) : null,
        LeafReading.TryOf(row.Leaf)?.Facts ?? ReadOnlyDictionary<string, string>.Empty,   // the verifier names a record that cannot be read
        Convert.ToHexStringLower(row.Link));
}

/// <param name="After">The last sequence number already read; 0 begins at the beginning.</param>
/// <param name="Limit">1 to <see cref="ListAudit.Most"/>, and one more to see whether that was all.</param>
public sealed record AuditQuery(long After, int Limit, string? Type = null, RequestId? Request = null, GrantId? Grant = null)
{
    /// <summary>The beginning of the type, such as "grant."; <see langword="null"/> for all.</summary>
    public string? Kind { get; init; }
}

/// <param name="ActorId"><see langword="null"/> for the portal itself.</param>
/// <param name="Facts">What the record says beyond its ids; nothing personal is in it.</param>
/// <param name="Link">The chain up to here, 64 hexadecimal digits.</param>
public sealed record AuditEntry(
    long Sequence,
    DateTimeOffset At,
    string Type,
    PersonId? ActorId,
    string? Actor,
    RequestId? Request,
    GrantId? Grant,
    IReadOnlyDictionary<string, string> Facts,
    string Link);
