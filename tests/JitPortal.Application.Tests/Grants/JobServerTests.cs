using Hangfire;
using Hangfire.InMemory;
using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>I-07: the rows are the schedule. Jobs may work, be lost, or never run: grants end on time.</summary>
public sealed class JobServerTests
{
    private const int Many = 1_000;
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Jobs_NeverRun_EveryGrantEndsOnTimeAndOpeningsGoOn(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        using var storage = new InMemoryStorage();
        await using var portal = await PortalAsync(database, storage);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var end = await ManyAsync(portal, scene, oracle);
        var asked = await Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, TimeSpan.FromHours(1)));

        await portal.StartLoopAsync();   // no job server at all

        await AllEndedAsync(portal, oracle, end);
        storage.GetMonitoringApi().EnqueuedCount("a-revoke").ShouldBeGreaterThan(0, "it was asked to, and nobody came");
        await scene.UntilAsync((await scene.GrantOfAsync(asked)).Id, GrantState.Active);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Jobs_DeletedAsSoonAsTheyAreThere_EveryGrantEndsOnTime(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        using var storage = new InMemoryStorage();
        await using var portal = await PortalAsync(database, storage);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var end = await ManyAsync(portal, scene, oracle);
        using var stop = new CancellationTokenSource();
        var deleting = DeleteAllAsync(portal.Get<IBackgroundJobClient>(), storage, stop.Token);

        await portal.StartLoopAsync();

        await AllEndedAsync(portal, oracle, end);
        await stop.CancelAsync();
        (await deleting).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Jobs_CarriedOutByTwoServers_OpenAndEndOnTime(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        using var storage = new InMemoryStorage();
        await using var portal = await PortalAsync(database, storage);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var end = await ManyAsync(portal, scene, oracle);
        using var revoke = Server(portal, storage, "revoke", 20, "a-revoke");
        using var grant = Server(portal, storage, "grant", 4, "b-grant", "c-default");
        var asked = await Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, TimeSpan.FromHours(1)));

        await portal.StartLoopAsync();

        await scene.UntilAsync((await scene.GrantOfAsync(asked)).Id, GrantState.Active);
        await AllEndedAsync(portal, oracle, end);
        storage.GetMonitoringApi().SucceededListCount().ShouldBeGreaterThan(1);
        storage.GetMonitoringApi().FailedCount().ShouldBe(0);
    }

    private static async Task<TestPortal> PortalAsync(TestDatabase database, JobStorage storage) =>
        await TestPortal.CreateAsync(database, configure: services => services.AddSingleton<IBackgroundJobClient>(new BackgroundJobClient(storage)));

    private static BackgroundJobServer Server(TestPortal portal, JobStorage storage, string name, int workers, params string[] queues) => new(
        new BackgroundJobServerOptions { ServerName = name, WorkerCount = workers, Queues = queues, Activator = new Jobs(portal), SchedulePollingInterval = TimeSpan.FromSeconds(1) },
        storage);

    private static async Task<DateTimeOffset> ManyAsync(TestPortal portal, Scene scene, OracleServer oracle)
    {
        var end = portal.Clock.GetUtcNow().AddSeconds(4);
        await Crowd.ActiveAsync(portal, oracle, scene.Target, scene.Automatic, scene.Bo, Many, _ => end);
        return end;
    }

    private static async Task AllEndedAsync(TestPortal portal, OracleServer oracle, DateTimeOffset end)
    {
        await Eventually.TrueAsync(
            async () => await Rows.CountAsync(portal, g => g.State == GrantState.Ended && g.Evidence == EvidenceKind.Observed) == Many, "all of them end", TimeSpan.FromSeconds(60));
        oracle.Effects.Count(e => e.What == "close").ShouldBeGreaterThanOrEqualTo(Many);
        oracle.Effects.Where(e => e.What == "close").ShouldAllBe(e => e.At < end + BusyMachine.Allow(Late));
    }

    /// <returns>How many were deleted.</returns>
    private static async Task<int> DeleteAllAsync(IBackgroundJobClient client, JobStorage storage, CancellationToken ct)
    {
        var deleted = 0;
        while (!ct.IsCancellationRequested)
        {
            foreach (var queue in new[] { "a-revoke", "b-grant" })
                deleted += storage.GetMonitoringApi().EnqueuedJobs(queue, 0, 100).Count(job => client.Delete(job.Key));
            await Task.Delay(10, CancellationToken.None);
        }
        return deleted;
    }

    private sealed class Jobs(TestPortal portal) : JobActivator
    {
        public override object ActivateJob(Type jobType) => jobType == typeof(RevokeDueJob) ? portal.Get<RevokeDueJob>() : portal.Get<OpenDueJob>();
    }
}
