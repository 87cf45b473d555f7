using JitPortal.Application.Approvals;
using JitPortal.Domain.Requests;

namespace JitPortal.DemoCompany;

/// <summary>Planted: access that nobody was asked for, and what it owes: all but the last of them is explained in the morning and judged; the last is not.</summary>
internal sealed class IncidentNight(
    Agenda agenda, IReadOnlyList<Colleague> staff, Attendance attendance, Filing filing, ExplainEmergency explain, ReviewEmergency review, MarkOverdueReviews mark)
{
    private static readonly TimeSpan UntilExplained = TimeSpan.FromHours(7);
    private static readonly TimeSpan UntilJudged = TimeSpan.FromHours(9);

    public void Plan(IReadOnlyList<Intention> wishes)
    {
        foreach (var (wish, i) in wishes.Select((wish, i) => (wish, i)))
            agenda.Plan(wish.At, ct => BreakGlassAsync(wish, isLast: i == wishes.Count - 1, ct));
    }

    private async Task BreakGlassAsync(Intention wish, bool isLast, CancellationToken ct)
    {
        if (await filing.FileAsync(wish, ct) is not { } request)
            return;
        agenda.Plan(agenda.Now + PlantedStories.ReviewWithin + TimeSpan.FromMilliseconds(400), mark.RunAsync);
        if (isLast)
            return;
        agenda.Plan(agenda.Now + UntilExplained, async again => _ = (await explain.RunAsync(
            await attendance.OfAsync(wish.Who, again), request, "The disk of the shop was full of dumps; I moved them away and restarted the checkout.", again)).Value);
        agenda.Plan(agenda.Now + UntilJudged, again => JudgeAsync(wish.Who, request, again));
    }

    /// <summary>By another one of those the rule names.</summary>
    private async Task JudgeAsync(Colleague holder, RequestId request, CancellationToken ct)
    {
        var reviewer = staff.First(c => c.Groups.Contains(CompanyStaff.PlatformLeads, StringComparer.Ordinal) && c.Subject != holder.Subject);
        _ = (await review.RunAsync(await attendance.OfAsync(reviewer, ct), request, new ReviewForm(true, ""), ct)).Value;
    }
}
