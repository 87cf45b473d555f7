using JitPortal.Application.Requests;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.DemoCompany;

/// <summary>Somebody asks, and the policies answer. What is refused for its form or because it is held already never becomes a request.</summary>
internal sealed class Filing(Attendance attendance, SubmitRequest submit, PortalDbFactory databases, Decisions decisions, Lives lives)
{
    /// <returns>The request; <see langword="null"/> where there is none.</returns>
    public async Task<RequestId?> FileAsync(Intention wish, CancellationToken ct)
    {
        var actor = await attendance.OfAsync(wish.Who, ct);
        var filed = await submit.RunAsync(actor, new RequestForm(new EntitlementId(wish.What.Id), wish.Duration, wish.Reason, Emergency: wish.Emergency), ct);
        if (!filed.Succeeded)
            return null;
        await using var db = databases.Create();
        var row = await db.Requests.AsNoTracking().SingleAsync(r => r.Id == filed.Value.Value, ct);
        if (row.State == RequestState.Approved)
            lives.PlanOpening(row.Id, wish.Who);
        else if (row.State == RequestState.AwaitingApproval)
            decisions.Plan(row, wish);
        return filed.Value;
    }
}
