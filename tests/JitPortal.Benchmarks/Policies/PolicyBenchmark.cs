namespace JitPortal.Benchmarks.Policies;

/// <summary>
/// Row A: decisions with the whole trace against engines that answer the same questions by the same rules, in the same run and
/// by turns. At 10,000 policies only ours runs: what is asked there is how it grows.
/// </summary>
internal static class PolicyBenchmark
{
    private static readonly int[] Sizes = [10, 100, 1_000, 10_000];

    /// <summary>Up to here the others answer as well.</summary>
    private const int LargestShared = 1_000;

    public static async Task RunAsync(RunOptions options, Report report)
    {
        var folder = await NodeContender.InstallAsync();
        var lines = new List<IReadOnlyList<string>>();
        var ours = new Dictionary<int, Sample>();
        foreach (var size in options.Sizes.Count > 0 ? options.Sizes : Sizes)
        {
            var world = new PolicyWorld(size);
            var contenders = Contenders(world, folder);
            var rates = await RoundsAsync(contenders, options);
            ours[size] = new Sample(rates["portal"]);
            foreach (var (name, theirs) in rates)
            {
                var ratio = Sample.Ratios(rates["portal"], theirs);
                lines.Add([$"{size}, {name}", new Sample(theirs).ToString(), name == "portal" ? "" : ratio.ToString()]);
                report.Absolute($"{name}.per-s@{size}", new Sample(theirs).Median);
                if (name != "portal")
                    report.Ratio($"{name}@{size}", ratio);
            }
        }
        report.Table(["policies, engine", "decisions/s", "ours / theirs"], lines);
        if (ours.TryGetValue(1_000, out var thousand) && ours.TryGetValue(10_000, out var tenThousand))
            report.Absolute("slope.1k-10k", thousand.Median / tenThousand.Median);
        Directory.Delete(folder, recursive: true);
    }

    private static List<IContender> Contenders(PolicyWorld world, string folder) => world.Rules.Count > LargestShared
        ? [new PortalContender(world)]
        : [new PortalContender(world), new RulesEngineContender(world), new NodeContender("cedar", folder, world), new NodeContender("casbin", folder, world)];

    private static async Task<IReadOnlyDictionary<string, List<double>>> RoundsAsync(List<IContender> contenders, RunOptions options)
    {
        var length = TimeSpan.FromMilliseconds(options.Quick ? 300 : 1_000);
        var rates = contenders.ToDictionary(contender => contender.Name, _ => new List<double>());
        for (var round = 0; round <= options.Rounds; round++)
        {
            Answers? first = null;
            foreach (var contender in contenders)
            {
                var answers = await contender.RunAsync(length);
                first ??= answers;
                if (!answers.Outcomes.SequenceEqual(first.Outcomes))
                    throw new InvalidOperationException($"{contender.Name} does not answer as {contenders[0].Name} does.");
                if (round > 0)   // the first one compiles the code and fills the caches
                    rates[contender.Name].Add(answers.PerSecond);
            }
        }
        return rates;
    }
}
