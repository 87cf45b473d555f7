using JitPortal.Application.Approvals;

namespace JitPortal.Application.Requests;

/// <summary>What becomes due by time among decisions: requests that lapse, stages that turn to more people or remind, reviews that are late.</summary>
public sealed class DueDecisions(LapseRequests lapse, AnnounceStages announce, RemindByTime remind, MarkOverdueReviews overdue)
{
    public async Task RunAsync(CancellationToken ct)
    {
        await lapse.RunAsync(ct);
        await announce.RunAsync(ct);
        await remind.RunAsync(ct);
        await overdue.RunAsync(ct);
    }
}
