using Hangfire;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Portal;
using Microsoft.Extensions.DependencyInjection;

namespace JitPortal.Benchmarks.Lateness;

/// <summary>The portal with its job server, set up as in production: the loop enqueues one job for the target, a worker picks it up.</summary>
internal sealed class JobsContender : IContender
{
    private readonly TestPortal portal;
    private readonly PortalContender inner;
    private readonly BackgroundJobServer server;

    private JobsContender(Arena arena, JobStorage storage)
    {
        portal = arena.Portal;
        inner = new PortalContender(arena, "portal, with jobs");
        server = JobServer.Start(storage, new ServiceActivator(portal), "a-revoke");
    }

    public string Name => inner.Name;

    public TimeSpan Notice(int size) => inner.Notice(size);

    public static async Task<JobsContender> CreateAsync(TestDatabase database)
    {
        var storage = JobServer.Storage(database, "jobs", JobServer.Poll);
        var node = await TestPortal.CreateAsync(database, configure: s => s
            .AddSingleton<IConnectorKind, NullKind>()
            .AddSingleton<IBackgroundJobClient>(new BackgroundJobClient(storage)));
        return new JobsContender(new Arena(database, node), storage);
    }

    public Task<Late> RunAsync(Storm storm, DateTimeOffset due) => inner.RunAsync(storm, due);

    public async ValueTask DisposeAsync()
    {
        server.Dispose();
        await portal.DisposeAsync();
    }

    private sealed class ServiceActivator(TestPortal portal) : JobActivator
    {
        public override object ActivateJob(Type jobType) => portal.Get<IServiceProvider>().GetRequiredService(jobType);
    }
}
