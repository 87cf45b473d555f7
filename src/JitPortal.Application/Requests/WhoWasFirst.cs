using JitPortal.Domain.Audit;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Texts;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>Tells whoever came too late to a request who was first.</summary>
internal static class WhoWasFirst
{
    /// <param name="state">As it stands now, or still waiting past its time.</param>
    public static async Task<Said> WordsAsync(Writing writing, Guid request, RequestState state, CancellationToken ct)
    {
        if (state is RequestState.Withdrawn)
            return Both("The requester has withdrawn it. Nothing to do.");
        if (state is RequestState.AwaitingStepUp)
            return Both("Everybody who was asked has agreed; it waits for a sign-in of the requester. Nothing to do.");
        if (state is RequestState.AwaitingApproval or RequestState.Lapsed)
            return await WhyLapsedAsync(writing.Db, request, ct) is { } why ? Both($"It has lapsed. {why}") : Both("It has lapsed: nobody decided in time.");
        var approves = state == RequestState.Approved;
        var last = await writing.Db.Decisions
            .Where(d => d.RequestId == request && d.Approves == approves)
            .Join(writing.Db.People, d => d.ApproverId, p => p.Id, (d, p) => new { d.At, p.Name, d.ApproverId, d.SeatId })
            .Join(writing.Db.People, d => d.SeatId, p => p.Id, (d, seat) => new { d.At, Name = d.SeatId == d.ApproverId ? d.Name : d.Name + " for " + seat.Name })
            .OrderByDescending(d => d.At)
            .FirstOrDefaultAsync(ct);
        return last is null
            ? Both("The policies have decided it already. Nothing to do.")
            : Both($"{last.Name} {(approves ? Both("approved") : Both("denied"))} it {DurationText.Format(writing.Now - last.At)} ago. Nothing to do.");
    }

    /// <returns><see langword="null"/> where nobody decided, or it has not been recorded yet.</returns>
    private static async Task<string?> WhyLapsedAsync(PortalDb db, Guid request, CancellationToken ct) =>
        await db.Audit.Where(a => a.RequestId == request && a.Type == AuditTypes.RequestLapsed).Select(a => a.Leaf).FirstOrDefaultAsync(ct) is { } leaf
            ? LeafReading.Of(leaf).Facts.GetValueOrDefault("why")
            : null;
}
