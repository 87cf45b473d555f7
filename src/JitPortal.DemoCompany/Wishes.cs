using JitPortal.Storage.Catalog;

namespace JitPortal.DemoCompany;

/// <summary>Who asks for what, when and why: each has a few things they usually ask for, at their own hours, on most working days.</summary>
internal sealed class Wishes
{
    private static readonly TimeZoneInfo Office = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

    private static readonly TimeSpan[] Durations = [TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(1), TimeSpan.FromHours(2)];

    /// <summary>Shares of a working day's requests by the hour it is in Oslo: busy before noon and after lunch, never quite still.</summary>
    private static readonly double[] Hours = [.3, .2, .2, .2, .3, .6, 1.5, 5, 10, 12, 11, 7, 6, 10, 11, 9, 6, 3, 2, 1.5, 1.2, 1, .6, .4];

    /// <summary>Monday to Sunday.</summary>
    private static readonly double[] Weekdays = [1.15, 1.1, 1.0, 1.05, .8, .14, .12];

    private static readonly Dictionary<string, string[]> Reasons = new(StringComparer.Ordinal)
    {
        ["Read"] = ["Look into a stuck order", "Compare yesterday's totals", "Answer a question of customer care", "Check what the import left out"],
        ["Write"] = ["Repair the rows of a failed import", "Requeue refunds that are stuck", "Correct a price after a complaint"],
        ["Deploy"] = ["Release of the day", "Hotfix for the basket", "Roll back the last release"],
        ["Root"] = ["Disk is filling up", "Replace the kernel after the advisory", "Find out why the service restarts"],
        ["Refund clerk"] = ["Pay back a double charge", "Refund for goods that came broken"],
    };

    private static readonly string[] OtherReasons = ["Follow up on a customer's call", "Look at the logs of last night", "Weekly routine"];

    private readonly Dice dice;
    private readonly Dictionary<string, List<EntitlementRow>> usual;

    public Wishes(Dice dice, IReadOnlyList<Colleague> staff, IReadOnlyList<EntitlementRow> catalogue)
    {
        this.dice = dice;
        usual = staff.ToDictionary(who => who.Subject, who => UsualOf(who, catalogue), StringComparer.Ordinal);
    }

    /// <summary>The requests of one day, from midnight to midnight in Oslo.</summary>
    /// <param name="perDay">How many there are on an average working day.</param>
    public IEnumerable<Intention> OfDay(DateOnly day, IReadOnlyList<Colleague> staff, double perDay)
    {
        var count = (int)Math.Round(perDay * Weekdays[((int)day.DayOfWeek + 6) % 7] * (0.85 + (0.3 * dice.Share())));
        for (var i = 0; i < count; i++)
        {
            var who = dice.Pick(staff);
            yield return Of(who, Instant(day, Hour(), dice.Whole(0, 3_599)), dice.Pick(usual[who.Subject]));
        }
    }

    public Intention Of(Colleague who, DateTimeOffset at, EntitlementRow what) => new(at, who, what, who.IsWorkload ? TimeSpan.FromMinutes(20) : Asked(), Reason(what));

    public static DateTimeOffset Instant(DateOnly day, int hour, int second)
    {
        var local = day.ToDateTime(new TimeOnly(hour, 0)).AddSeconds(second);
        // An hour that a change of the clocks leaves out does not come.
        return new DateTimeOffset(local, Office.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <returns>The same moment in office hours; else the next morning, as early as it was late.</returns>
    public static DateTimeOffset InOffice(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Office);
        var day = DateOnly.FromDateTime(local.DateTime);
        if (PlantedStories.IsWorkingDay(day) && local.Hour is >= 7 and < 18)
            return at;
        if (local.Hour >= 18 || !PlantedStories.IsWorkingDay(day))
            day = day.AddDays(1);
        while (!PlantedStories.IsWorkingDay(day))
            day = day.AddDays(1);
        return Instant(day, 8, local.Minute * 60);
    }

    /// <summary>Now and then somebody asks for a whole day, which most policies refuse.</summary>
    private TimeSpan Asked() => dice.Chance(0.03) ? TimeSpan.FromHours(12) : dice.Pick(Durations);

    private string Reason(EntitlementRow what) => dice.Pick(Reasons.GetValueOrDefault(what.Role, OtherReasons));

    private int Hour()
    {
        var left = dice.Share() * Hours.Sum();
        for (var hour = 0; hour < Hours.Length; hour++)
        {
            left -= Hours[hour];
            if (left < 0)
                return hour;
        }
        return Hours.Length - 1;
    }

    /// <summary>Two to four things of their team's work, the first of them more often than the rest.</summary>
    private List<EntitlementRow> UsualOf(Colleague who, IReadOnlyList<EntitlementRow> catalogue)
    {
        var work = catalogue.Where(e => IsWorkOf(who, e)).ToList();
        var favourites = Enumerable.Range(0, who.IsWorkload ? 1 : dice.Whole(2, 4)).Select(_ => dice.Pick(work)).ToList();
        return [favourites[0], favourites[0], .. favourites];
    }

    private static bool IsWorkOf(Colleague who, EntitlementRow e) => who.IsWorkload ? e.Role is "Deploy" : who.Team switch
    {
        "engineering" => e.Role is "Deploy" or "Logs" || e.Resource is "orders-db" or "stock-db" && e.Role is "Read" or "Write",
        "payments" => e.Resource is "payments-db" or "orders-db" or "orders back office" && e.Role is not "Read (own login)",
        "platform" => e.Role is "Root" or "Shell" or "Restore",
        "data" => e.Resource is "reports-db" or "crm-db" or "pricing-db",
        "support" => e.Resource is "customer care desk" || e.Role is "Refund clerk" || e is { Resource: "crm-db", Role: "Read" },
        "warehouse" => e.Resource is "warehouse-db" or "stock-db" or "till servers",
        "finance" => e.Resource is "ledger-db" or "payments-db" or "reports-db",
        _ => e.Resource is "mail hosts" or "monitoring hosts" or "backup hosts",
    };
}
