using JitPortal.Domain.Targets;
using JitPortal.TestKit.Portal;

namespace JitPortal.Benchmarks.Overhead;

/// <summary>
/// Row B: one grant through the portal on a real PostgreSQL server, against the bare statements on a connection that is
/// open already, and against the same with the guarantees written by hand. Opening covers claim, intent, secret, effect, observation
/// and Active; closing covers claim, effect, observation and evidence.
/// </summary>
internal static class OverheadBenchmark
{
    private const int Operations = 15;

    public static async Task RunAsync(RunOptions options, Report report)
    {
        await using var target = await TargetServer.StartAsync();
        await using var databases = await BenchDatabases.StartAsync();
        List<IReadOnlyList<string>> parts = [];
        foreach (var kind in BenchDatabases.Kinds)
        {
            await using var database = await databases.CreateAsync(kind);
            foreach (var mode in (PrincipalMode[])[PrincipalMode.Ephemeral, PrincipalMode.Existing])
            {
                await using var portal = await OverheadPortal.CreateAsync(database, target, mode);
                await using var bare = await BareTarget.ConnectAsync(target, mode);
                await using var guarded = await GuardedTarget.CreateAsync(bare, database);
                var race = new OverheadRace(portal, bare, guarded, target);
                var rounds = await race.RunAsync(options.Rounds, Operations);
                var name = $"{kind.ToString().ToLowerInvariant()}.{mode.ToString().ToLowerInvariant()}";
                report.Table(
                    [name, "portal ms", "by hand ms", "portal / by hand"],
                    [
                        Line(name, "open", "bare", rounds, r => r.Open, r => r.BareOpen, report), Line(name, "close", "bare", rounds, r => r.Close, r => r.BareClose, report),
                        Line(name, "open", "guarded", rounds, r => r.Open, r => r.GuardedOpen, report), Line(name, "close", "guarded", rounds, r => r.Close, r => r.GuardedClose, report),
                    ]);
                report.Absolute($"{name}.ask.ms", new Sample(rounds.Select(r => r.Ask.Median)).Median);
                parts.AddRange(await race.ProfileAsync(name, Operations));
            }
        }
        report.Say("Where the portal's own time goes, in ms for each operation:");
        report.Table(["database.mode.operation", "all", "processor", "commits", "ms in commits", "statements", "ms in statements"], parts);
        report.Absolute("sync.ms", Machine.Sync(options.Quick ? 20 : 50).Median);
    }

    private static IReadOnlyList<string> Line(
        string where, string what, string against, IReadOnlyList<OverheadRound> rounds, Func<OverheadRound, Sample> ours, Func<OverheadRound, Sample> theirs, Report report)
    {
        var (portal, limit) = (rounds.Select(r => ours(r).Median).ToList(), rounds.Select(r => theirs(r).Median).ToList());
        var ratio = Sample.Ratios(portal, limit);
        report.Ratio($"{where}.{what}/{against}", ratio);
        report.Absolute($"{where}.{what}.ms", new Sample(portal).Median);
        report.Absolute($"{where}.{what}.{against}.ms", new Sample(limit).Median);
        return [$"{what}, {against}", new Sample(portal).ToString(), new Sample(limit).ToString(), ratio.ToString()];
    }
}
