using JitPortal.Domain.Targets;
using JitPortal.Domain.Time;
using JitPortal.TestKit.Portal;
using Microsoft.Extensions.DependencyInjection;

namespace JitPortal.Benchmarks.Lateness;

/// <summary>
/// Row C: N grants on one target that all end at one instant, and how late each was moved. Measured from the due instant to
/// just after the commit of the move.
/// </summary>
internal static class LatenessBenchmark
{
    private const int Small = 1_000;

    public static async Task RunAsync(RunOptions options, Report report)
    {
        await using var databases = await BenchDatabases.StartAsync();
        foreach (var size in options.Sizes is { Count: > 0 } asked ? asked : [Small, 10_000])
        {
            foreach (var kind in BenchDatabases.Kinds)
                await RunAsync(databases, kind, size, options, report);
        }
        report.Absolute("sync.ms", Machine.Sync(options.Quick ? 20 : 50).Median);
    }

    private static async Task RunAsync(BenchDatabases databases, DatabaseKind kind, int size, RunOptions options, Report report)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var portal = await TestPortal.CreateAsync(database, configure: s => s.AddSingleton<IConnectorKind, NullKind>());
        var arena = new Arena(database, portal);
        var storm = await Storm.CreateAsync(portal, size);
        await using var jobs = await JobsContender.CreateAsync(database);
        List<IContender> contenders = [new PortalContender(arena, "portal"), new LimitContender(arena), jobs];
        var rounds = await RoundsAsync(contenders, storm, arena, options.Rounds);
        if (size == Small)
        {
            await using var pick = new PickContender(arena);
            contenders.Add(pick);
            rounds.AddRange(await RoundsAsync([pick], storm, arena, options.Quick ? 1 : 3));
        }
        var where = $"{kind.ToString().ToLowerInvariant()}@{size}";
        Judge(report, where, rounds);
        report.Table([where, "p50 ms", "p99 ms", "max ms", "ended p99 ms"], [.. contenders.Select((c, i) => Line(c, rounds[i]))]);
    }

    /// <summary>By turns; the first turn of each compiles the code and is not counted.</summary>
    private static async Task<List<List<Late>>> RoundsAsync(IReadOnlyList<IContender> contenders, Storm storm, Arena arena, int count)
    {
        var rounds = contenders.Select(_ => new List<Late>()).ToList();
        for (var round = -1; round < count; round++)
        {
            for (var i = 0; i < contenders.Count; i++)
            {
                var late = await OnceAsync(contenders[i], storm, arena);
                if (round >= 0)
                    rounds[i].Add(late);
            }
        }
        return rounds;
    }

    private static async Task<Late> OnceAsync(IContender contender, Storm storm, Arena arena)
    {
        for (var arming = TimeSpan.FromSeconds(1); ; arming *= 2)
        {
            var due = WholeSecond(arena.Portal.Clock.Now() + arming + contender.Notice(storm.Size));
            await storm.ArmAsync(due);
            if (due - arena.Portal.Clock.Now() >= contender.Notice(storm.Size))
                return await contender.RunAsync(storm, due);
        }
    }

    /// <summary>Rounded up: Hangfire files its delayed jobs under whole seconds and would run them before the end.</summary>
    private static DateTimeOffset WholeSecond(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds() + 1);

    private static void Judge(Report report, string where, IReadOnlyList<IReadOnlyList<Late>> rounds)
    {
        static IEnumerable<double> P99(IReadOnlyList<Late> of) => of.Select(l => l.Moved.At(0.99));
        static double Ended(IReadOnlyList<Late> of) => new Sample(of.Select(l => l.Ended!.At(0.99))).Median;
        var (portal, limit, jobs) = (rounds[0], rounds[1], rounds[2]);
        report.Ratio($"{where}/limit", Sample.Ratios(P99(portal), P99(limit)));
        report.Ratio($"{where}.with-jobs/limit", Sample.Ratios(P99(jobs), P99(limit)));
        if (rounds.Count > 3)
            report.Ratio($"{where}.job-per-grant", Sample.Ratios(P99(rounds[3]), P99(portal)));
        report.Absolute($"{where}.moved.p99.ms", new Sample(P99(portal)).Median);
        report.Absolute($"{where}.ended.p99.ms", Ended(portal));
        report.Absolute($"{where}.with-jobs.moved.p99.ms", new Sample(P99(jobs)).Median);
        report.Absolute($"{where}.with-jobs.ended.p99.ms", Ended(jobs));
        report.Absolute($"{where}.limit.p99.ms", new Sample(P99(limit)).Median);
    }

    private static IReadOnlyList<string> Line(IContender contender, IReadOnlyList<Late> rounds)
    {
        string Of(Func<Late, double> value) => new Sample(rounds.Select(value)).ToString();
        return [contender.Name, Of(l => l.Moved.Median), Of(l => l.Moved.At(0.99)), Of(l => l.Moved.Most), rounds[0].Ended is null ? "-" : Of(l => l.Ended!.At(0.99))];
    }
}
