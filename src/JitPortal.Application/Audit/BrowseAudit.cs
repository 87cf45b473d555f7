using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Audit;

/// <summary>The log as people look through it, latest first, with what each record is about; <see cref="ListAudit"/> is for those who read all of it.</summary>
public sealed class BrowseAudit(PortalDbFactory databases)
{
    private const int Most = 500;

    /// <param name="kind">The beginning of the type, such as "grant."; <see langword="null"/> for all.</param>
    /// <param name="before">Only records before this sequence number.</param>
    /// <param name="limit">1 to 500.</param>
    /// <returns><see cref="Refusal.Forbidden"/> but for auditors and administrators.</returns>
    public async Task<Outcome<AuditLog>> RunAsync(Actor actor, string? kind, long? before, int limit, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.OverseesAsync(db, actor, ct))
            return Authority.OverseersOnly;
        var wanted = db.Audit.AsNoTracking().Where(a => before == null || a.Sequence < before);
        if (!string.IsNullOrEmpty(kind))
            wanted = wanted.Where(a => a.Type.StartsWith(kind));
        var rows = await wanted.OrderByDescending(a => a.Sequence).Take(Math.Clamp(limit, 1, Most))
            .Select(a => new { a.Sequence, a.At, a.Type, a.ActorId, a.RequestId })
            .ToListAsync(ct);
        var actors = rows.Select(r => r.ActorId).OfType<Guid>().Distinct().ToList();
        var names = await db.People.AsNoTracking().Where(p => actors.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var requests = rows.Select(r => r.RequestId).OfType<Guid>().Distinct().ToList();
        var about = await db.Requests.AsNoTracking()
            .Where(r => requests.Contains(r.Id))
            .Join(db.Entitlements, r => r.EntitlementId, e => e.Id, (r, e) => new { r.Id, r.RequesterId, e.Resource, e.Role })
            .Join(db.People, x => x.RequesterId, p => p.Id, (x, p) => new { x.Id, Words = p.Name + ": " + x.Resource + ", " + x.Role })
            .ToDictionaryAsync(x => x.Id, x => x.Words, ct);
        var shown = rows.Select(r => new AuditLine(
            r.Sequence, r.At, r.Type, r.ActorId is { } id ? names.GetValueOrDefault(id) : null,
            r.RequestId is { } request ? new RequestId(request) : null, r.RequestId is { } known ? about.GetValueOrDefault(known) : null)).ToList();
        return new AuditLog(shown, await ControlTotal.ReadAsync(db, ct));
    }
}

public sealed record AuditLog(IReadOnlyList<AuditLine> Lines, ControlTotal Log);

/// <param name="Actor">Who did it; <see langword="null"/> for the portal itself.</param>
/// <param name="About">"Jon Sørli: orders-db, Write" where it is about a request.</param>
public sealed record AuditLine(long Sequence, DateTimeOffset At, string Type, string? Actor, RequestId? Request, string? About);
