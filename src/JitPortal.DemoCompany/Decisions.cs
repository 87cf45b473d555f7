using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.DemoCompany;

/// <summary>
/// What becomes of requests that wait: mostly somebody of the right group agrees within minutes of office hours; some are cut, denied,
/// taken back, or seen by nobody in time.
/// </summary>
internal sealed class Decisions(
    Agenda agenda, Dice dice, CompanyOptions options, IReadOnlyList<Colleague> staff, Attendance attendance, PortalDbFactory databases,
    DecideRequest decide, WithdrawRequest withdraw, LapseRequests lapse, Lives lives)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(12);

    /// <summary>Nobody decides in the last half hour: what waits then, waits for whoever opens the demo.</summary>
    private static readonly TimeSpan LeftOver = TimeSpan.FromMinutes(30);

    private static readonly string[] Denials = ["Please take it up with the team lead first.", "Reading is enough for this.", "Not during the stock-taking."];

    public void Plan(RequestRow row, Intention wish)
    {
        var (roll, delay, denial) = (dice.Share(), dice.About(Usual), dice.Pick(Denials));
        var approver = Choose(row, wish.Who);
        var at = Wishes.InOffice(row.FiledAt + delay);
        var lapses = row.LapsesAt!.Value;
        if (approver is null || roll < 0.03 || at >= lapses)
            agenda.Plan(lapses + TimeSpan.FromMilliseconds(400), ct => lapse.RunAsync(ct));
        else if (roll < 0.05)
            Plan(at, async ct => await withdraw.RunAsync(await attendance.OfAsync(wish.Who, ct), new RequestId(row.Id), ct));
        else if (roll < 0.11)
            Plan(at, ct => VoteAsync(row, wish, approver, new DecisionForm(false, null, denial, DecisionChannel.Web), ct));
        else
            Plan(at, ct => VoteAsync(row, wish, approver, new DecisionForm(true, roll < 0.19 ? row.Asked / 2 : null, null, DecisionChannel.Web), ct));
    }

    private void Plan(DateTimeOffset at, Func<CancellationToken, Task> what)
    {
        if (at < options.End - LeftOver)
            agenda.Plan(at, what);
    }

    private async Task VoteAsync(RequestRow row, Intention wish, Colleague approver, DecisionForm form, CancellationToken ct)
    {
        await decide.RunAsync(await attendance.OfAsync(approver, ct), new RequestId(row.Id), form, ct);
        await using var db = databases.Create();
        if (await db.Requests.AnyAsync(r => r.Id == row.Id && r.State == RequestState.Approved, ct))
            lives.PlanOpening(row.Id, wish.Who);
    }

    /// <summary>Somebody of the group that is asked, never the requester or the workload's owner.</summary>
    private Colleague? Choose(RequestRow row, Colleague requester)
    {
        var groups = VerdictDocument.Read(row.Verdict) is { Succeeded: true, Value: Verdict.NeedsApproval asks }
            ? asks.Stages[0].Approvers.OfType<Approver.Group>().Select(g => g.Name).ToList()
            : [];
        var may = staff.Where(c => c.Groups.Intersect(groups, StringComparer.Ordinal).Any() && c.Subject != requester.Subject && c.Subject != requester.Owner).ToList();
        return may.Count == 0 ? null : dice.Pick(may);
    }
}
