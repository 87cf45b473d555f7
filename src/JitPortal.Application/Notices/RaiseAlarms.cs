using JitPortal.Application.Grants;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Targets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Notices;

/// <summary>Records what time alone makes true: an end without evidence, and a target that fails or works again. Once each, on whichever node.</summary>
public sealed class RaiseAlarms(PortalDbFactory databases, Ledger ledger, TimeProvider clock)
{
    /// <summary>An end without evidence for this long is an alarm: 30 seconds, so that people know within 60 (I-11).</summary>
    public static readonly TimeSpan AlarmAfter = TimeSpan.FromSeconds(30);

    /// <summary>A target that fails this long is told of; shorter is a restart: 30 seconds.</summary>
    public static readonly TimeSpan FailingAfter = TimeSpan.FromSeconds(30);

    private const int Batch = 200;

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        var now = clock.Now();
        while (await OverdueAsync(db, now, ct) is { Count: > 0 } overdue)
            await ledger.WriteAsync(writing => AlarmAsync(writing, overdue, now, ct), ct);
        foreach (var target in await Failing(db.Targets.AsNoTracking(), now - FailingAfter).ToListAsync(ct))
            await ledger.WriteAsync(writing => FailingAsync(writing, target, ct), ct);
        foreach (var target in await Recovered(db.Targets.AsNoTracking()).ToListAsync(ct))
            await ledger.WriteAsync(writing => RecoveredAsync(writing, target, ct), ct);
    }

    /// <summary>Of a row that cannot be read, only the grant is named: it is as overdue as the others.</summary>
    private static async Task<IReadOnlyList<GrantRow>> OverdueAsync(PortalDb db, DateTimeOffset now, CancellationToken ct)
    {
        var (rows, unreadable) = await ReadableGrants.LoadAsync(db, Overdue(db.Grants.AsNoTracking(), now).OrderBy(g => g.EndsAt).Take(Batch), ct);
        var overdue = rows.ToList();
        foreach (var id in unreadable)
            overdue.Add(await ReadableGrants.LoadForClosingAsync(db, id, ct) ?? new GrantRow { Id = id });
        return overdue;
    }

    private static IQueryable<GrantRow> Overdue(IQueryable<GrantRow> grants, DateTimeOffset now) =>
        grants.Where(g => g.AlarmedAt == null).Where(DueGrants.LateSince(now - AlarmAfter));

    private static async Task<Outcome<Done>> AlarmAsync(Writing writing, IReadOnlyList<GrantRow> overdue, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var grant in overdue)
        {
            var changed = await Overdue(writing.Db.Grants.Where(g => g.Id == grant.Id), now)
                .ExecuteUpdateAsync(s => s.SetProperty(g => g.AlarmedAt, writing.Now), ct);
            AuditFact[] facts = grant.LastError is { Length: > 0 } error ? [new("error", error)] : [];
            writing.Record(changed, GrantAudit.Event(grant, AuditTypes.GrantOverdue, null, facts));
        }
        return default(Done);
    }

    private static IQueryable<TargetRow> Failing(IQueryable<TargetRow> targets, DateTimeOffset before) =>
        targets.Where(t => t.RetiredAt == null && t.FailingSince <= before && t.ToldFailingSince == null);

    private static async Task<Outcome<Done>> FailingAsync(Writing writing, TargetRow target, CancellationToken ct)
    {
        var changed = await writing.Db.Targets.Where(t => t.Id == target.Id && t.FailingSince == target.FailingSince && t.ToldFailingSince == null)
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.ToldFailingSince, target.FailingSince), ct);
        writing.Record(changed, new AuditEvent(AuditTypes.TargetFailing, null)
        {
            Target = new TargetId(target.Id),
            Facts = [new("since", target.FailingSince!.Value), new("error", target.LastError ?? "It does not answer.")],
        });
        return default(Done);
    }

    private static IQueryable<TargetRow> Recovered(IQueryable<TargetRow> targets) => targets.Where(t => t.FailingSince == null && t.ToldFailingSince != null);

    private static async Task<Outcome<Done>> RecoveredAsync(Writing writing, TargetRow target, CancellationToken ct)
    {
        var changed = await Recovered(writing.Db.Targets.Where(t => t.Id == target.Id)).ExecuteUpdateAsync(s => s.SetProperty(t => t.ToldFailingSince, (DateTimeOffset?)null), ct);
        writing.Record(changed, new AuditEvent(AuditTypes.TargetRecovered, null) { Target = new TargetId(target.Id), Facts = [new("since", target.ToldFailingSince!.Value)] });
        return default(Done);
    }
}
