using JitPortal.Domain.People;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Approvals;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>The caller's absences, running and planned, and for whom they stand in.</summary>
public sealed class ReadAway(PortalDbFactory databases, TimeProvider clock)
{
    public async Task<AwayView> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        var now = clock.Now();
        var me = actor.Id.Value;
        var standing = await db.Delegations.AsNoTracking()
            .Where(DelegationRow.NotOver(now))
            .Where(d => d.PersonId == me || d.DelegateId == me)
            .OrderBy(d => d.From)
            .ToListAsync(ct);
        var ids = standing.SelectMany(d => new[] { d.PersonId, d.DelegateId }).Distinct().ToList();
        var names = await db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        return new AwayView(
            [.. standing.Where(d => d.PersonId == me).Select(d => Absence(d, names[d.DelegateId], now))],
            [.. standing.Where(d => d.DelegateId == me).Select(d => Absence(d, names[d.PersonId], now))]);
    }

    private static Absence Absence(DelegationRow row, string other, DateTimeOffset now) => new(row.Id, other, row.From, row.Until, row.From <= now);
}

/// <param name="Mine">When the caller is away, and who stands in.</param>
/// <param name="For">For whom the caller stands in.</param>
public sealed record AwayView(IReadOnlyList<Absence> Mine, IReadOnlyList<Absence> For);

/// <param name="Other">The stand-in, or who is away, by name.</param>
/// <param name="Running">It has begun.</param>
public sealed record Absence(Guid Id, string Other, DateTimeOffset From, DateTimeOffset Until, bool Running);
