namespace JitPortal.DemoCompany;

/// <summary>What is in every history on purpose, so that whoever looks for it knows the answer.</summary>
/// <param name="Incident">
/// The night on which the checkout was down, from 02:10 in Oslo: three people of the platform broke the glass for root within the hour. All but the
/// last explained it in the morning and were found right; the review of the last one is overdue since.
/// </param>
/// <param name="EagerSince">From this day on, <see cref="Eager"/> asks four times on every working day.</param>
/// <param name="OutageFrom">Then the databases answered nobody for 40 minutes; access that ended meanwhile was evidenced late.</param>
/// <param name="WidenedAt">Then the policy "Customer care desk" was published with 8 h in place of 2 h.</param>
public sealed record PlantedStories(DateOnly Incident, DateOnly EagerSince, DateTimeOffset OutageFrom, DateTimeOffset WidenedAt)
{
    /// <summary>The place in <see cref="CompanyStaff"/> of the one who asks four times a day, of the team data.</summary>
    public const string Eager = "nh0111";

    /// <summary>Why root was taken in that night.</summary>
    public const string IncidentReason = "INC-2207: the checkout is down";

    /// <summary>By when emergency access to root is to be judged.</summary>
    public static readonly TimeSpan ReviewWithin = TimeSpan.FromDays(3);

    public static readonly TimeSpan OutageLasts = TimeSpan.FromMinutes(40);

    public static PlantedStories Of(CompanyOptions options)
    {
        var first = DateOnly.FromDateTime(options.Start.UtcDateTime);
        return new(
            WorkingDay(first.AddDays(options.Days / 2)),
            first.AddDays(options.Days / 2),
            Wishes.Instant(WorkingDay(first.AddDays(options.Days * 2 / 3)), 14, 0),
            Wishes.Instant(WorkingDay(first.AddDays(options.Days * 3 / 4)), 10, 30 * 60));
    }

    internal static bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static DateOnly WorkingDay(DateOnly day)
    {
        while (!IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }
}
