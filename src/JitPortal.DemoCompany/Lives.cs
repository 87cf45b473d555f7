using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.DemoCompany;

/// <summary>The life of each grant: opened by the job, used, and given back, taken away or run out; tried again while its target is down.</summary>
internal sealed class Lives(
    Agenda agenda, Dice dice, CompanyOptions options, CompanyGround ground, Attendance attendance, PortalDbFactory databases,
    OpenDueJob open, RevokeDueJob revoke, GiveBackGrant giveBack, RevokeGrant takeAway)
{
    /// <summary>Everything has ended so long before the history does.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(5);

    public void PlanOpening(Guid request, Colleague holder)
    {
        var (ending, used, extra) = (dice.Share(), 0.15 + (0.7 * dice.Share()), TimeSpan.FromMilliseconds(dice.Whole(200, 900)));
        agenda.Plan(agenda.Now + TimeSpan.FromMilliseconds(dice.Whole(300, 1_600)), ct => OpenAsync(request, new Plan(holder, ending, used, extra), ct));
    }

    private async Task OpenAsync(Guid request, Plan plan, CancellationToken ct)
    {
        var grant = await FindAsync(request, ct);
        await open.RunAsync(grant.TargetId, ct);
        grant = await FindAsync(request, ct);
        if (grant is { State: GrantState.Active, ActiveAt: { } began, EndsAt: { } ends })
            PlanEnd(grant, plan, began, ends);
        else if (grant.State == GrantState.Revoking)
            PlanClose(grant, agenda.Now + plan.Extra);
        else if (grant is { State: not GrantState.Ended, NextAttemptAt: { } next })
            agenda.Plan(Later(next), again => OpenAsync(request, plan, again));
    }

    private void PlanEnd(GrantRow grant, Plan plan, DateTimeOffset began, DateTimeOffset ends)
    {
        var last = options.End - Quiet - (plan.Extra * 200);
        var early = began + ((ends - began) * plan.Used);
        if (plan.Ending < 0.01 && early < last)
            agenda.Plan(early, ct => TakeAwayAsync(grant, plan, ct));
        else if (plan.Ending < 0.45 || ends > last)
            agenda.Plan(early < last ? early : last, ct => GiveBackAsync(grant, plan, ct));
        else
            PlanClose(grant, ends + plan.Extra);
    }

    private async Task GiveBackAsync(GrantRow grant, Plan plan, CancellationToken ct)
    {
        await giveBack.RunAsync(await attendance.OfAsync(plan.Holder, ct), new GrantId(grant.Id), ct);
        PlanClose(grant, agenda.Now + plan.Extra);
    }

    private async Task TakeAwayAsync(GrantRow grant, Plan plan, CancellationToken ct)
    {
        var administrator = await attendance.OfAsync(ground.Known[^1], ct);
        await takeAway.RunAsync(administrator, new GrantId(grant.Id), "The work is done; please give it back yourself next time.", ct);
        PlanClose(grant, agenda.Now + plan.Extra);
    }

    private void PlanClose(GrantRow grant, DateTimeOffset at) => agenda.Plan(at, ct => CloseAsync(grant, ct));

    private async Task CloseAsync(GrantRow grant, CancellationToken ct)
    {
        await revoke.RunAsync(grant.TargetId, ct);
        if (await FindAsync(grant.RequestId, ct) is { State: not GrantState.Ended } left)
            PlanClose(grant, Later(left.NextAttemptAt ?? agenda.Now));
    }

    private DateTimeOffset Later(DateTimeOffset next) => next > agenda.Now ? next + TimeSpan.FromMilliseconds(1) : agenda.Now + TimeSpan.FromSeconds(1);

    private async Task<GrantRow> FindAsync(Guid request, CancellationToken ct)
    {
        await using var db = databases.Create();
        return await db.Grants.AsNoTracking().SingleAsync(g => g.RequestId == request, ct);
    }

    /// <param name="Ending">0 to 1: which way it ends.</param>
    /// <param name="Used">The share of its time after which it is given back.</param>
    /// <param name="Extra">How late a loop comes to it.</param>
    private sealed record Plan(Colleague Holder, double Ending, double Used, TimeSpan Extra);
}
