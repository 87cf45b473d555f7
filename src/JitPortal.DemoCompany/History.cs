using JitPortal.Application.Policies;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Catalog;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.DemoCompany;

/// <summary>Lives through the weeks: people ask, others decide, access is opened and ends, each at its moment.</summary>
internal sealed class History(
    Agenda agenda, Dice dice, CompanyOptions options, CompanyGround ground, IReadOnlyList<Colleague> staff, HistoryOutage outage,
    PortalDbFactory databases, Attendance attendance, Filing filing, IncidentNight incident, CompanyOwners owners, PublishPolicy publish)
{
    /// <summary>Shares of a week's requests that fall on its days come to this many full working days.</summary>
    private const double WorkingDaysOfAWeek = 5.36;

    /// <summary>The last requests of all; what they open still has to end.</summary>
    private static readonly TimeSpan LastCalls = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var who in staff)
            await attendance.OfAsync(who, ct);
        await using var db = databases.Create();
        // By name: ids are drawn anew each time, and the same seed has to choose the same.
        var catalogue = await db.Entitlements.AsNoTracking().Where(e => e.RetiredAt == null && e.Role != "Read (own login)" && db.Targets.Any(t => t.Id == e.TargetId && t.Unavailable == null))
            .OrderBy(e => e.Resource).ThenBy(e => e.Role).ToListAsync(ct);
        await owners.SetAsync(catalogue, ct);
        PlanDays(new Wishes(dice, staff, catalogue), catalogue);
        await agenda.RunAsync(options.End, ct);
    }

    private void PlanDays(Wishes wishes, IReadOnlyList<EntitlementRow> catalogue)
    {
        var stories = PlantedStories.Of(options);
        var perDay = options.Requests * options.People / 64.0 / (options.Days / 7.0 * WorkingDaysOfAWeek);
        var last = DateOnly.FromDateTime(options.End.UtcDateTime);
        for (var day = DateOnly.FromDateTime(options.Start.UtcDateTime); day <= last; day = day.AddDays(1))
        {
            Plan(wishes.OfDay(day, staff, perDay));
            if (day >= stories.EagerSince && PlantedStories.IsWorkingDay(day))
                Plan(Eager(wishes, catalogue, day));
        }
        incident.Plan(Incident(wishes, catalogue, stories.Incident));
        agenda.Plan(stories.OutageFrom, _ => FailAsync(ground.Targets.Databases));
        agenda.Plan(stories.OutageFrom + PlantedStories.OutageLasts, _ => FailAsync(null));
        agenda.Plan(stories.WidenedAt, async ct => _ = (await publish.RunAsync(Actor.Portal, CompanyPolicies.Widened(), ct)).Value);
    }

    private void Plan(IEnumerable<Intention> wishes)
    {
        foreach (var wish in wishes.Where(w => w.At > options.Start && w.At < options.End - LastCalls))
            agenda.Plan(wish.At, ct => filing.FileAsync(wish, ct));
    }

    private IEnumerable<Intention> Eager(Wishes wishes, IReadOnlyList<EntitlementRow> catalogue, DateOnly day)
    {
        var who = staff.Single(c => c.Subject == PlantedStories.Eager);
        foreach (var hour in (int[])[8, 10, 13, 16])
        {
            if (Find(catalogue, "pricing-db", "Read") is { } what)
                yield return wishes.Of(who, Wishes.Instant(day, hour, dice.Whole(0, 1_800)), what) with { Duration = TimeSpan.FromMinutes(30) };
        }
    }

    private IReadOnlyList<Intention> Incident(Wishes wishes, IReadOnlyList<EntitlementRow> catalogue, DateOnly night)
    {
        var awake = staff.Where(c => c is { Team: "platform", IsWorkload: false }).Take(3);
        return
        [
            .. awake.SelectMany((who, i) => Find(catalogue, i == 0 ? "db hosts" : "shop hosts", "Root") is { } what
                ? [wishes.Of(who, Wishes.Instant(night, 2, 600 + (i * 840)), what) with { Reason = PlantedStories.IncidentReason, Duration = TimeSpan.FromMinutes(30), Emergency = true }]
                : Array.Empty<Intention>()),
        ];
    }

    private Task FailAsync(Domain.Targets.TargetId? target)
    {
        outage.Target = target;
        return Task.CompletedTask;
    }

    private static EntitlementRow? Find(IReadOnlyList<EntitlementRow> catalogue, string resource, string role) =>
        catalogue.SingleOrDefault(e => e.Resource == resource && e.Role == role);
}
