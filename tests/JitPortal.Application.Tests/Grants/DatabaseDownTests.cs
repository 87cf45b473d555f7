using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>I-14: while the database takes no writes, what is due is closed all the same, and nothing is granted before that is in the log.</summary>
public sealed class DatabaseDownTests
{
    private const int Count = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(Outage.SqliteLocked)]
    [InlineData(Outage.SqliteFull)]
    [InlineData(Outage.PostgresReadOnly)]
    [InlineData(Outage.PostgresTableLocked)]
    public async Task Database_TakesNoWrites_DueClosesReachTheTargetAndEnterTheLogLater(Outage outage)
    {
        await using var database = await TestDatabase.CreateAsync(Outages.KindOf(outage));
        await using var oracle = new OracleServer();
        await using var failing = Outages.Of(outage, database);
        await using var portal = await TestPortal.CreateAsync(database, configure: services => services.AddSingleton(failing.Databases));
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var end = portal.Clock.GetUtcNow().AddSeconds(6);
        var grants = await Crowd.ActiveAsync(portal, oracle, scene.Target, scene.Automatic, scene.Bo, Count, _ => end);
        var waiting = await Scene.Must(scene.AskAsync(scene.Jon, scene.Automatic, TimeSpan.FromHours(1)));
        await PutOffAsync(portal, waiting.Value, end);
        await portal.StartLoopAsync();
        await Eventually.TrueAsync(() => portal.Get<StandingLeases>().Known >= Count, "the loop has read what ends soon");

        await failing.BeginAsync();
        await Should.ThrowAsync<Exception>(() => scene.AskAsync(scene.Mira, scene.Automatic, TimeSpan.FromHours(1)));
        await Eventually.TrueAsync(() => oracle.Present.Count == 0, "every close reaches the target", TimeSpan.FromSeconds(40));
        oracle.Effects.Where(e => e.What == "close").GroupBy(e => e.Principal).Select(g => g.Min(e => e.At)).ShouldAllBe(at => at < end + BusyMachine.Allow(Patience));
        await Eventually.TrueAsync(() => portal.Get<OutcomeSpool>().Count > 0, "outcomes are kept beside the database");
        await Eventually.TrueAsync(() => portal.Get<GrantingGate>().Reason is not null, "nothing is granted meanwhile");
        File.ReadAllLines(Path.Combine(database.Folder, "spool", "outcomes.jsonl")).ShouldNotBeEmpty();
        oracle.Effects.ShouldNotContain(e => e.What == "open");

        await failing.EndAsync();
        await Eventually.TrueAsync(async () => await Rows.CountAsync(portal, g => g.State == GrantState.Ended && g.Evidence == EvidenceKind.Observed) == Count, "all of it is in the database", TimeSpan.FromSeconds(60));
        await scene.UntilAsync((await scene.GrantOfAsync(waiting)).Id, GrantState.Active);
        portal.Get<OutcomeSpool>().Count.ShouldBe(0);
        await JudgeLogAsync(portal, [.. grants.Select(g => g.Id)]);
    }

    /// <summary>With a clock that is told, so only on SQLite: PostgreSQL's own is real.</summary>
    [Fact]
    public async Task Database_TakesNoWritesForLong_WhatEndsLaterIsReadAndClosedToo()
    {
        var time = World.StoppedClock();
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using var oracle = new OracleServer(clock: time);
        await using var failing = Outages.Of(Outage.SqliteLocked, database);
        await using var portal = await TestPortal.CreateAsync(database, time, configure: services => services.AddSingleton(failing.Databases));
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var now = portal.Clock.GetUtcNow();
        await Crowd.ActiveAsync(portal, oracle, scene.Target, scene.Automatic, scene.Bo, 1, _ => now.AddSeconds(10));
        var later = await Crowd.ActiveAsync(portal, oracle, scene.Target, scene.Automatic, scene.Bo, 1, _ => now + (10 * StandingLeases.Horizon));
        await portal.StartLoopAsync();
        await Eventually.TrueAsync(() => portal.Get<StandingLeases>().Known == 1, "only the first ends within the horizon");
        await failing.BeginAsync();

        time.Advance(TimeSpan.FromSeconds(10));
        await PassAsync(TimeSpan.FromMilliseconds(20), () => portal.Get<OutcomeSpool>().Count == 1, "the first is closed, and its outcome waits");
        oracle.Present.ShouldBe([later[0].Principal]);
        await PassAsync(TimeSpan.FromSeconds(2), () => oracle.Present.Count == 0, "the second is closed as well");
        portal.Get<OutcomeSpool>().Count.ShouldBeGreaterThan(0, "the database has taken nothing all the while");

        Task PassAsync(TimeSpan step, Func<bool> condition, string what) => Eventually.TrueAsync(
            () =>
            {
                time.Advance(step);
                return condition();
            },
            what,
            TimeSpan.FromMinutes(1));
    }

    private static async Task JudgeLogAsync(TestPortal portal, IReadOnlyList<Guid> grants)
    {
        await using var db = portal.Databases.Create();
        var ended = await db.Audit.Where(a => a.Type == AuditTypes.GrantEnded).ToListAsync();
        ended.Select(a => a.GrantId!.Value).ShouldBe(grants, ignoreOrder: true);
        var recovered = ended.Where(a => System.Text.Encoding.UTF8.GetString(a.Leaf).Contains("\"recovered\"", StringComparison.Ordinal)).ToList();
        recovered.ShouldNotBeEmpty("they say that they were written afterwards");
        var opened = await db.Audit.Where(a => a.Type == AuditTypes.GrantOpening).MinAsync(a => a.Sequence);
        recovered.ShouldAllBe(a => a.Sequence < opened, "before anything was granted");
        (await portal.Get<VerifyAudit>().RunAsync(CancellationToken.None)).Problem.ShouldBeNull();
    }

    /// <summary>Due to be opened a little after the others end.</summary>
    private static async Task PutOffAsync(TestPortal portal, Guid request, DateTimeOffset end)
    {
        await using var db = portal.Databases.Create();
        var at = end.AddSeconds(1);
        await db.Grants.Where(g => g.RequestId == request).ExecuteUpdateAsync(s => s.SetProperty(g => g.NextAttemptAt, at));
    }
}
