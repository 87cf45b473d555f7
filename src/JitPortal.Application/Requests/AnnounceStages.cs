using JitPortal.Application.Approvals;
using JitPortal.Application.Policies;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>
/// Tells more people once a stage has waited long enough. Only the telling is done here: that they may decide follows from the time
/// the stage began, so a loop that is late keeps nobody from it.
/// </summary>
public sealed class AnnounceStages(PortalDbFactory databases, Ledger ledger, TimeProvider clock)
{
    private const int Batch = 200;

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        var now = clock.Now();
        var due = await db.Requests
            .Where(r => r.State == RequestState.AwaitingApproval && r.EscalatesAt <= now && r.LapsesAt > now)
            .OrderBy(r => r.EscalatesAt)
            .Select(r => r.Id)
            .Take(Batch)
            .ToListAsync(ct);
        foreach (var id in due)
            await ledger.WriteAsync(writing => AnnounceAsync(writing, id, ct), ct);
    }

    private static async Task<Outcome<Done>> AnnounceAsync(Writing writing, Guid id, CancellationToken ct)
    {
        var row = await writing.Db.Requests.AsNoTracking().SingleAsync(r => r.Id == id, ct);
        var changed = await writing.Db.Requests
            .Where(r => r.Id == id && r.State == RequestState.AwaitingApproval && r.Stage == row.Stage && r.EscalatesAt != null && r.EscalatesAt <= writing.Now)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.EscalatesAt, (DateTimeOffset?)null), ct);
        return writing.Record(changed, RequestAudit.Event(row, AuditTypes.RequestEscalated, null) with { Facts = [new("stage", row.Stage + 1L), new("waitingFor", Also(row))] })
            ? default(Done)
            : new Refusal.Conflict(Both("It has moved on."));
    }

    private static string Also(RequestRow row) => OpenStages.At(row, RequestAudit.Stages(row)) is { Escalation: { } escalation } stage
        ? ApproverNames.ById(stage with { Approvers = escalation.Approvers, Quorum = 1, Escalation = null, Fallback = null }).Words()
        : "";
}
