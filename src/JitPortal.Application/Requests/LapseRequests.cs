using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>Requests that nobody decided, or went on with, in time. A vote repeats the same limit in its WHERE, so the order of the two never matters.</summary>
public sealed class LapseRequests(PortalDbFactory databases, Ledger ledger, TimeProvider clock)
{
    private const int Batch = 200;

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        var now = clock.Now();
        var due = await db.Requests
            .Where(RequestRow.Undecided)
            .Where(r => r.LapsesAt <= now)
            .OrderBy(r => r.LapsesAt)
            .Select(r => r.Id)
            .Take(Batch)
            .ToListAsync(ct);
        foreach (var id in due)
            await ledger.WriteAsync(writing => LapseAsync(writing, id, ct), ct);
    }

    private static async Task<Outcome<Done>> LapseAsync(Writing writing, Guid id, CancellationToken ct)
    {
        var row = await writing.Db.Requests.AsNoTracking().SingleAsync(r => r.Id == id, ct);
        if (row.LapsesAt > writing.Now)
            return new Refusal.Conflict(Both("Its next stage has begun."));
        AuditFact[] facts = row.State == RequestState.AwaitingStepUp ? [new("why", "The sign-in that was asked for was not given in time.")] : [];
        var audit = RequestAudit.Event(row, AuditTypes.RequestLapsed, null) with { Facts = facts };
        return await RequestMoves.MoveAsync(writing, row, RequestEvent.TimedOut, row.Allowed, row.Stage, row.LapsesAt, audit, ct);
    }
}
