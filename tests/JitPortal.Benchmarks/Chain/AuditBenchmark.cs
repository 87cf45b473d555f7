using JitPortal.Application.Audit;
using JitPortal.TestKit.Portal;

namespace JitPortal.Benchmarks.Chain;

/// <summary>
/// Row D: durable appends to the hash chain against the same inserts without hashing and without a head. "Rows ready" is
/// the floor: the bytes made beforehand, one open connection, nothing but the inserts and the commit.
/// </summary>
internal static class AuditBenchmark
{
    private static readonly int[] Sizes = [1, 10, 100, 500];

    public static async Task RunAsync(RunOptions options, Report report)
    {
        await using var databases = await BenchDatabases.StartAsync();
        var lines = new List<IReadOnlyList<string>>();
        foreach (var kind in BenchDatabases.Kinds)
        {
            await using var database = await databases.CreateAsync(kind);
            await using var portal = await TestPortal.CreateAsync(database);
            await using var unchained = await UnchainedLog.CreateAsync(portal);
            var contest = new AuditContest(portal, unchained);
            foreach (var size in Sizes)
                lines.Add(Line(kind, size, await contest.RunAsync(size, options), report));
            await CheckAsync(portal, contest, unchained);
        }
        report.Table(["database, set", "chained/s", "unchained/s", "share", "rows ready/s", "share"], lines);
        report.Absolute("sync.ms", Machine.Sync(options.Quick ? 20 : 50).Median);
    }

    private static IReadOnlyList<string> Line(DatabaseKind kind, int size, IReadOnlyList<AuditRound> rounds, Report report)
    {
        Sample Rate(Func<AuditRound, Sample> of) => new(rounds.Select(r => size / of(r).Median * 1000));
        var chained = Rate(r => r.Chained);
        var share = Sample.Ratios(rounds.Select(r => r.Unchained.Median), rounds.Select(r => r.Chained.Median));
        var ofReady = Sample.Ratios(rounds.Select(r => r.Ready.Median), rounds.Select(r => r.Chained.Median));
        var name = kind.ToString().ToLowerInvariant();
        report.Ratio($"{name}.unchained@{size}", share);
        report.Ratio($"{name}.rows-ready@{size}", ofReady);
        report.Absolute($"{name}.chained.per-s@{size}", chained.Median);
        return [$"{kind}, {size}", chained.ToString(), Rate(r => r.Unchained).ToString(), share.ToString(), Rate(r => r.Ready).ToString(), ofReady.ToString()];
    }

    /// <summary>All of them wrote the same number of records of the same length, and the chain holds.</summary>
    private static async Task CheckAsync(TestPortal portal, AuditContest contest, UnchainedLog unchained)
    {
        var verdict = await portal.Get<VerifyAudit>().RunAsync(CancellationToken.None);
        if (verdict.Problem is not null)
            throw new InvalidOperationException($"The chain is broken: {verdict.Problem}");
        var (records, bytes) = await contest.ChainedAsync();
        if ((records, bytes) != await unchained.TotalAsync(UnchainedLog.Table) || (records, bytes) != await unchained.TotalAsync(UnchainedLog.ReadyTable))
            throw new InvalidOperationException("The contenders did not write the same.");
    }
}
