using JitPortal.Application.Catalog;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>What the caller asks for most, ready to be asked for again: at most three, each judged as a filing would be judged now.</summary>
public sealed class ListUsual(PortalDbFactory databases, Asking asking, TimeProvider clock)
{
    private const int Most = 3;
    private const int LookedAt = 500;

    /// <returns>Most frequent first; without what the caller holds, waits for, or would be refused just now.</returns>
    public async Task<IReadOnlyList<UsualRequest>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        var now = clock.Now();
        var latest = await LatestAsync(db, actor, now - Habits.Span, ct);
        var taken = await TakenAsync(db, actor, ct);
        var usual = new List<UsualRequest>(Most);
        foreach (var row in latest.Where(row => !taken.Contains(row.EntitlementId)))
        {
            if (usual.Count < Most && await JudgedAsync(db, actor, row, now, ct) is { } judged)
                usual.Add(judged);
        }
        return usual;
    }

    /// <summary>The last request on each entitlement, those asked for most often first.</summary>
    private static async Task<IReadOnlyList<RequestRow>> LatestAsync(PortalDb db, Actor actor, DateTimeOffset since, CancellationToken ct)
    {
        var rows = await db.Requests.AsNoTracking()
            .Where(r => r.RequesterId == actor.Id.Value && r.State == RequestState.Approved && r.ExtendsGrantId == null && r.FiledAt >= since)
            .OrderByDescending(r => r.Number)
            .Take(LookedAt)
            .ToListAsync(ct);
        return [.. rows.GroupBy(r => r.EntitlementId).OrderByDescending(same => same.Count()).ThenByDescending(same => same.First().Number).Select(same => same.First())];
    }

    private static async Task<HashSet<Guid>> TakenAsync(PortalDb db, Actor actor, CancellationToken ct)
    {
        var held = await db.Grants.Where(g => g.PersonId == actor.Id.Value && g.State != GrantState.Ended).Select(g => g.EntitlementId).ToListAsync(ct);
        var waiting = await db.Requests.Where(RequestRow.Undecided).Where(r => r.RequesterId == actor.Id.Value).Select(r => r.EntitlementId).ToListAsync(ct);
        return [.. held, .. waiting];
    }

    private async Task<UsualRequest?> JudgedAsync(PortalDb db, Actor actor, RequestRow row, DateTimeOffset now, CancellationToken ct)
    {
        var form = new RequestForm(new EntitlementId(row.EntitlementId), row.Asked, row.Reason, row.PublicKey);
        var asked = await asking.JudgeAsync(db, actor, form, now, ct);
        if (!asked.Succeeded || asked.Value.Verdict is Verdict.Refused)
            return null;
        var (entitlement, target) = (asked.Value.Asked.Entitlement, asked.Value.Asked.Target);
        return new UsualRequest(
            form, entitlement.Resource, entitlement.Role, target.Kind, VerdictWords.KindOf(asked.Value.Verdict),
            asked.Value.Verdict is Verdict.NeedsApproval asks ? asks.Stages[0].Say().Shown : null);
    }
}

/// <param name="Form">To be filed as it is, with the reason given last time for the person to see and change.</param>
/// <param name="Asks">Who would have to agree, "one of database-owners"; <see langword="null"/> where nobody has to.</param>
public sealed record UsualRequest(RequestForm Form, string Resource, string Role, string Kind, OutlookKind Outlook, string? Asks);
