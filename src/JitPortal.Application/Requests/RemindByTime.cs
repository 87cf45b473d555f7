using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>
/// Reminds those who have not decided once a stage has waited as long as its policy says: once in each stage, whether or not the requester
/// has reminded them as well.
/// </summary>
public sealed class RemindByTime(PortalDbFactory databases, Ledger ledger, TimeProvider clock)
{
    private const int Batch = 200;

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        var now = clock.Now();
        var due = await db.Requests
            .Where(r => r.State == RequestState.AwaitingApproval && r.RemindsAt <= now && r.LapsesAt > now)
            .OrderBy(r => r.RemindsAt)
            .Select(r => r.Id)
            .Take(Batch)
            .ToListAsync(ct);
        foreach (var id in due)
            await ledger.WriteAsync(writing => RemindAsync(writing, id, ct), ct);
    }

    private static async Task<Outcome<Done>> RemindAsync(Writing writing, Guid id, CancellationToken ct)
    {
        var row = await writing.Db.Requests.AsNoTracking().SingleAsync(r => r.Id == id, ct);
        var changed = await writing.Db.Requests
            .Where(r => r.Id == id && r.State == RequestState.AwaitingApproval && r.Stage == row.Stage && r.RemindsAt != null && r.RemindsAt <= writing.Now)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.RemindsAt, (DateTimeOffset?)null).SetProperty(r => r.RemindedAt, writing.Now), ct);
        return writing.Record(changed, RequestAudit.Event(row, AuditTypes.RequestReminded, null) with { Facts = [new("stage", row.Stage + 1L)] })
            ? default(Done)
            : new Refusal.Conflict(Both("It has moved on."));
    }
}
