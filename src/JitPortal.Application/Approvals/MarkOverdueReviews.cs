using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>Emergency access that nobody has judged by its due date. That it takes break-glass from its holder follows from the date itself.</summary>
public sealed class MarkOverdueReviews(PortalDbFactory databases, Ledger ledger, TimeProvider clock)
{
    private const int Batch = 200;

    private static Refusal JudgedJustNow => new Refusal.Conflict(Both("It was judged just now."));

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        var now = clock.Now();
        var due = await db.PostReviews.Where(r => r.State == PostReviewState.Due && r.DueAt <= now).OrderBy(r => r.DueAt).Select(r => r.RequestId).Take(Batch).ToListAsync(ct);
        foreach (var id in due)
            await ledger.WriteAsync(writing => MarkAsync(writing, id, ct), ct);
    }

    private static async Task<Outcome<Done>> MarkAsync(Writing writing, Guid id, CancellationToken ct)
    {
        var request = await writing.Db.Requests.AsNoTracking().SingleAsync(r => r.Id == id, ct);
        var read = await writing.Db.PostReviews.Where(r => r.RequestId == id).Select(r => r.State).SingleAsync(ct);
        if (PostReviewTransitions.Next(read, PostReviewEvent.DueDatePassed) is not { } next)
            return JudgedJustNow;
        var changed = await writing.Db.PostReviews.Where(r => r.RequestId == id && r.State == read && r.DueAt <= writing.Now)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, next), ct);
        return writing.Record(changed, RequestAudit.Event(request, AuditTypes.BreakGlassOverdue, null)) ? default(Done) : JudgedJustNow;
    }
}
