using JitPortal.Application.Approvals;

namespace JitPortal.Application.Requests;

/// <summary>What becomes due by time among decisions: requests that lapse, stages that turn to more people or remind, reviews that are late.</summary>
public sealed class DueDecisions(LapseRequests lapse, AnnounceStages announce, RemindByTime remind, MarkOverdueReviews overdue)
{
    /// <summary>Each by itself: one that stumbles must not keep the others from their work.</summary>
    public IReadOnlyList<Func<CancellationToken, Task>> Parts { get; } = [lapse.RunAsync, announce.RunAsync, remind.RunAsync, overdue.RunAsync];
}
