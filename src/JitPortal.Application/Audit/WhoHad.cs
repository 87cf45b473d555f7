using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Audit;

/// <summary>
/// Who had a resource at a moment, why, and who agreed. From the first effect on the target to the evidence of absence, and on for as
/// long as a session that was open can last where that is known: doubt counts as having it.
/// </summary>
public sealed class WhoHad(PortalDbFactory databases, TimeProvider clock)
{
    /// <summary>Rows that are shown at once: 500.</summary>
    public const int OnePage = 500;

    /// <param name="role">Only this role; <see langword="null"/> for any.</param>
    /// <param name="at"><see langword="null"/> for now.</param>
    /// <param name="most">Rows, those opened first; <see langword="null"/> for all.</param>
    /// <returns><see cref="Refusal.Forbidden"/> but for auditors and administrators; <see cref="Refusal.NotFound"/> for a resource or role that never was.</returns>
    public async Task<Outcome<WhoHadView>> RunAsync(Actor actor, string resource, string? role, DateTimeOffset? at, int? most, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.OverseesAsync(db, actor, ct))
            return Authority.OverseersOnly;
        var roles = await db.Entitlements.AsNoTracking().Where(e => e.Resource == resource).Select(e => new { e.Id, e.Role }).ToListAsync(ct);
        if (roles.Count == 0)
            return new Refusal.NotFound(Both($"There is no resource “{resource}”."));
        var now = clock.Now();
        var moment = at?.ToMilliseconds() ?? now;
        var wanted = roles.Where(r => string.IsNullOrEmpty(role) || r.Role == role).Select(r => r.Id).ToList();
        if (wanted.Count == 0)
            return new Refusal.NotFound(Both($"“{resource}” has no role “{role}”. It has {string.Join(", ", roles.Select(r => r.Role).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}."));
        var grants = db.Grants.AsNoTracking().Where(g => wanted.Contains(g.EntitlementId));
        var fitting = grants
            .Where(g => g.IntendedAt <= moment && (g.EndedAt == null || g.EndedAt > moment || g.ResidualUntil > moment || g.Evidence == EvidenceKind.Forced) && g.Evidence != EvidenceKind.NeverOpened)
            .OrderBy(g => g.IntendedAt);
        var had = await (most is { } few ? fitting.Take(few) : fitting).ToListAsync(ct);
        var rows = await RowsAsync(db, had, roles.ToDictionary(r => r.Id, r => r.Role), ct);
        var fits = had.Count == most ? await fitting.CountAsync(ct) : had.Count;
        return new WhoHadView(resource, moment, rows, fits, await grants.CountAsync(ct), await ControlTotal.ReadAsync(db, ct));
    }

    private static async Task<IReadOnlyList<WhoHadRow>> RowsAsync(PortalDb db, IReadOnlyList<GrantRow> had, Dictionary<Guid, string> roles, CancellationToken ct)
    {
        var requests = had.Select(h => h.RequestId).ToList();
        var asked = await db.Requests.AsNoTracking().Where(r => requests.Contains(r.Id)).Select(r => new { r.Id, r.Number, r.Reason, r.FiledAt, r.Asked, r.SourceAddress }).ToDictionaryAsync(r => r.Id, ct);
        var agreed = (await db.Decisions.AsNoTracking()
            .Where(d => requests.Contains(d.RequestId) && d.Approves)
            .Join(db.People, d => d.ApproverId, p => p.Id, (d, p) => new { d.RequestId, p.Name, d.At })
            .ToListAsync(ct)).ToLookup(d => d.RequestId);
        var ids = had.Select(h => h.PersonId).Distinct().ToList();
        var people = await db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        return
        [
            .. had.Select(h => new WhoHadRow(
                new GrantId(h.Id), new RequestId(h.RequestId), RequestNumber.Of(asked[h.RequestId].Number),
                new PersonId(h.PersonId), people[h.PersonId].Name, people[h.PersonId].IsWorkload, roles[h.EntitlementId], asked[h.RequestId].Reason,
                new Asking(asked[h.RequestId].FiledAt, asked[h.RequestId].Asked, asked[h.RequestId].SourceAddress),
                h.ActiveAt ?? h.IntendedAt!.Value, h.EndsAt, h.EndedAt, h.ResidualUntil, h.EndReason, h.State, h.Evidence, h.EvidenceWords,
                [.. agreed[h.RequestId].OrderBy(a => a.At).Select(a => new Agreement(a.Name, a.At))])),
        ];
    }
}

/// <param name="Fit">How many grants answer the question; more than <paramref name="Rows"/> where not all were wanted.</param>
/// <param name="Checked">How many grants on the resource were looked through.</param>
public sealed record WhoHadView(string Resource, DateTimeOffset At, IReadOnlyList<WhoHadRow> Rows, int Fit, int Checked, ControlTotal Log)
{
    public bool IsCut => Fit > Rows.Count;
}

/// <param name="From">When it was opened, or when opening began where that was never confirmed.</param>
/// <param name="ResidualUntil">How long a session that was open can have lasted after the end; <see langword="null"/> where none can, or where nothing bounds it, which the evidence says in words.</param>
/// <param name="Agreed">Empty where the policies agreed by themselves.</param>
public sealed record WhoHadRow(
    GrantId Grant,
    RequestId Request,
    string Number,
    PersonId HolderId,
    string Holder,
    bool IsWorkload,
    string Role,
    string Reason,
    Asking Asked,
    DateTimeOffset From,
    DateTimeOffset? EndsAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? ResidualUntil,
    EndReason? EndReason,
    GrantState State,
    EvidenceKind Evidence,
    string? EvidenceWords,
    IReadOnlyList<Agreement> Agreed);

/// <param name="From">The address they asked from, where it is known.</param>
public sealed record Asking(DateTimeOffset At, TimeSpan Length, string? From);

public sealed record Agreement(string Name, DateTimeOffset At);
