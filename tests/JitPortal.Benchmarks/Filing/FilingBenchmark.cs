using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using JitPortal.Domain.Catalog;

namespace JitPortal.Benchmarks.Filing;

/// <summary>
/// <c>POST /api/v1/requests</c> with an automatic decision, 50 a second whatever the answers take: each is timed from the instant it was due
/// to be sent, so a pause of the portal counts for every call that it delayed. The portal opens each access meanwhile, on a target that
/// costs nothing.
/// </summary>
internal static class FilingBenchmark
{
    private const int PerSecond = 50;

    /// <summary>What 95 of 100 calls are to stay under, in milliseconds.</summary>
    private const double Limit = 50;

    public static async Task RunAsync(RunOptions options, Report report)
    {
        var calls = PerSecond * (options.Quick ? 5 : 10);
        await using var portal = await FilingPortal.StartAsync(calls * (options.Rounds + 1));
        _ = await RoundAsync(portal, portal.Entitlements.Take(calls));   // the first calls compile the code
        List<Sample> rounds = [];
        for (var round = 1; round <= options.Rounds; round++)
            rounds.Add(await RoundAsync(portal, portal.Entitlements.Skip(round * calls).Take(calls)));
        report.Table(["ms from due to answered", "p50", "p95", "p99", "most"], [.. rounds.Select((times, i) => Line(i, times))]);
        report.Ratio("p95/limit", new Sample(rounds.Select(times => times.At(0.95) / Limit)));
        report.Absolute("p50.ms", new Sample(rounds.Select(times => times.Median)).Median);
        report.Absolute("p95.ms", new Sample(rounds.Select(times => times.At(0.95))).Median);
    }

    private static IReadOnlyList<string> Line(int round, Sample times) =>
        [$"round {round + 1}", Sample.Short(times.Median), Sample.Short(times.At(0.95)), Sample.Short(times.At(0.99)), Sample.Short(times.Most)];

    private static async Task<Sample> RoundAsync(FilingPortal portal, IEnumerable<EntitlementId> entitlements)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var started = Stopwatch.GetTimestamp();
        List<Task<double>> calls = [];
        foreach (var entitlement in entitlements)
        {
            var due = TimeSpan.FromSeconds((double)calls.Count / PerSecond);
            while (Stopwatch.GetElapsedTime(started) < due)
                await beat.WaitForNextTickAsync();
            calls.Add(CallAsync(portal, entitlement, started, due));
        }
        return new Sample(await Task.WhenAll(calls));
    }

    private static async Task<double> CallAsync(FilingPortal portal, EntitlementId entitlement, long started, TimeSpan due)
    {
        using var answer = await portal.Calls.PostAsJsonAsync("/api/v1/requests", new { entitlement = entitlement.ToString(), duration = "20m", reason = "Release 4.12" });
        if (answer.StatusCode != HttpStatusCode.Created)
            throw new InvalidOperationException($"The portal answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return (Stopwatch.GetElapsedTime(started) - due).TotalMilliseconds;
    }
}
