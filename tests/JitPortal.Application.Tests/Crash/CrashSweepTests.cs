using System.Collections.Concurrent;
using System.Globalization;
using JitPortal.Application.Failpoints;
using JitPortal.CrashHost;
using JitPortal.Domain.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Crash;

/// <summary>
/// I-08, I-13: a node is killed at every failpoint, and in the middle of writes to the disk; whatever it left, the next node finishes.
/// </summary>
/// <remarks><c>JIT_SWEEP=all</c> sweeps every failpoint's first three hits on both databases, and fifty places on the disk.</remarks>
public sealed class CrashSweepTests
{
    /// <summary>Runs at once; most of a run is waiting for the dead node's claims to lapse.</summary>
    private const int AtOnce = 3;

    /// <summary>What the walk's commits write at the least; fewer, and they were not counted or not synced.</summary>
    private const int WritesAtLeast = 10;

    private static readonly bool Whole = Environment.GetEnvironmentVariable("JIT_SWEEP") == "all";

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Crash_AtEveryFailpoint_NothingStaysAndNothingIsLost(DatabaseKind kind)
    {
        var points = Failpoint.All.Where((_, i) => kind == DatabaseKind.Sqlite || Whole || i % 3 == 1).SelectMany(p => Whole ? Hits(p) : [p]).ToList();
        points.Count.ShouldBeGreaterThanOrEqualTo(kind == DatabaseKind.Sqlite ? 20 : 8);

        var bad = await SweepAsync(points, async point =>
        {
            await using var run = await CrashRun.PrepareAsync(kind);
            var scenario = ScenarioOf(point);
            await run.KillAsync(scenario, point);
            return await run.RecoverAsync(scenario);
        });

        bad.ShouldBeEmpty();
    }

    [Fact]
    public async Task Crash_InTheMiddleOfWritesToTheDisk_NothingStaysAndNothingIsLost()
    {
        await MustTraceAsync();
        var made = await CountedAsync();
        made.ShouldBeGreaterThanOrEqualTo(WritesAtLeast);

        var (places, killed) = (Places(made).ToList(), 0);
        var bad = await SweepAsync([.. places.Select(n => $"write {n} of {made}")], async place =>
        {
            await using var run = await CrashRun.PrepareAsync(DatabaseKind.Sqlite);
            if (await run.KillAtWriteAsync(Scenario.Walk, int.Parse(place.Split(' ')[1], CultureInfo.InvariantCulture)))
                Interlocked.Increment(ref killed);
            return await run.RecoverAsync(Scenario.Walk);
        });

        bad.ShouldBeEmpty();
        (2 * killed).ShouldBeGreaterThan(places.Count, "most runs came to the write that was to be their last");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Judge_AccessPlantedRecordCutOrPromiseForgotten_SeesEach(DatabaseKind kind)
    {
        await using var run = await CrashRun.PrepareAsync(kind);
        (await run.RecoverAsync(Scenario.Walk)).ShouldBeEmpty("a run without a crash is a good run");
        await using var portal = await run.RestartAsync();

        run.Oracle.Plant("jit_orphan");
        (await Judge.FindAsync(portal, run.Oracle, 1, run.Promises)).ShouldHaveSingleItem().ShouldContain("access that no grant gives");
        run.Oracle.Remove("jit_orphan");
        (await Judge.FindAsync(portal, run.Oracle, 1, [.. run.Promises, $"filed {Guid.NewGuid()}"])).ShouldHaveSingleItem().ShouldContain("promised");
        run.Oracle.Remove("mira");
        (await Judge.FindAsync(portal, run.Oracle, 1, run.Promises)).ShouldHaveSingleItem().ShouldContain("has no access");
        run.Oracle.Plant("mira");
        await using var db = portal.Databases.Create();
        await db.Grants.Where(g => g.State == GrantState.Ended).ExecuteUpdateAsync(s => s.SetProperty(g => g.Evidence, EvidenceKind.None));
        (await Judge.FindAsync(portal, run.Oracle, 1, run.Promises)).Count(p => p.Contains("without evidence", StringComparison.Ordinal)).ShouldBe(2);
        await db.Grants.Where(g => g.State == GrantState.Ended).ExecuteUpdateAsync(s => s.SetProperty(g => g.Evidence, EvidenceKind.Observed));
        await db.Audit.Where(a => a.Sequence == 20).ExecuteDeleteAsync();
        (await Judge.FindAsync(portal, run.Oracle, 1, run.Promises)).ShouldContain(p => p.Contains("The chain is broken: Event 20 is missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failpoint_ThatIsNeverReached_FailsTheRun()
    {
        await using var run = await CrashRun.PrepareAsync(DatabaseKind.Sqlite);

        (await Should.ThrowAsync<InvalidOperationException>(() => run.KillAsync(Scenario.Walk, "no.such-point"))).Message.ShouldContain("ended with 0");
    }

    private static Scenario ScenarioOf(string point) => point.StartsWith("spool.", StringComparison.Ordinal) ? Scenario.Outage : Scenario.Walk;

    /// <summary>Points that everything passes are hit several times on one walk.</summary>
    private static IEnumerable<string> Hits(string point) =>
        point.StartsWith("open.", StringComparison.Ordinal) || point.StartsWith("submit.", StringComparison.Ordinal) ? [point, $"{point}:2", $"{point}:3"]
        : point.StartsWith("decide.", StringComparison.Ordinal) || point.StartsWith("close.", StringComparison.Ordinal) ? [point, $"{point}:2"]
        : [point];

    /// <returns>What was wrong, by place.</returns>
    private static async Task<IReadOnlyList<string>> SweepAsync(IReadOnlyList<string> places, Func<string, Task<IReadOnlyList<string>>> crash)
    {
        var bad = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(places, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (place, _) =>
        {
            try
            {
                foreach (var problem in await crash(place))
                    bad.Add($"{place}: {problem}");
            }
            catch (Exception e) when (e is InvalidOperationException or TimeoutException or OperationCanceledException)
            {
                bad.Add($"{place}: {e.Message}");
            }
        });
        return [.. bad.Order(StringComparer.Ordinal)];
    }

    /// <summary>On an untouched database, as each crash will find it.</summary>
    private static async Task<int> CountedAsync()
    {
        await using var run = await CrashRun.PrepareAsync(DatabaseKind.Sqlite);
        return await run.CountWritesAsync(Scenario.Walk);
    }

    /// <summary>Spread over the walk; not quite to its end, because a run that waits less makes a few writes less.</summary>
    private static IEnumerable<int> Places(int made)
    {
        var (last, places) = (made * 7 / 10, Whole ? 50 : 6);
        return Enumerable.Range(1, places).Select(i => Math.Max(1, last * i / places)).Distinct();
    }

    private static async Task MustTraceAsync()
    {
        var (exitCode, output) = await Shell.RunAsync("strace", ["-qq", "-e", "trace=none", "true"]);
        if (exitCode != 0)
            throw new InvalidOperationException($"This test kills a process inside its writes with strace, and strace cannot trace here (a container needs --cap-add=SYS_PTRACE): {output}");
    }
}
