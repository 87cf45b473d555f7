using Hangfire;
using JitPortal.Domain.Grants;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Benchmarks.Lateness;

/// <summary>
/// What one would pick first: a delayed job for each grant, tuned (polls every second, 20 workers). Each job moves its own
/// row, without audit and without a target.
/// </summary>
internal sealed class PickContender : IContender
{
    private static readonly TimeSpan QueuePoll = TimeSpan.FromMilliseconds(100);

    private readonly JobStorage storage;
    private readonly BackgroundJobServer server;
    private readonly SemaphoreSlim writers;
    private readonly RevokeOneJob job;

    public PickContender(Arena arena)
    {
        storage = JobServer.Storage(arena.Database, "pick", QueuePoll);
        // SQLite lets writers in one at a time; queueing here spares the waiting jobs its slow retries.
        writers = new(arena.Database.Kind == DatabaseKind.Sqlite ? 1 : int.MaxValue);
        job = new RevokeOneJob(arena, writers);
        server = JobServer.Start(storage, new One(job), "default");
    }

    public string Name => "job per grant";

    // Filing the jobs is not measured, but it must be done before the first is due.
    public TimeSpan Notice(int size) => TimeSpan.FromSeconds(3) + TimeSpan.FromMilliseconds(12 * size);

    public async Task<Late> RunAsync(Storm storm, DateTimeOffset due)
    {
        job.Moved = new Arrivals(due, storm.Size, job.Clock);
        var client = new BackgroundJobClient(storage);
        var grants = await storm.IdsAsync();
        await Parallel.ForEachAsync(grants, new ParallelOptions { MaxDegreeOfParallelism = 8 }, (grant, _) =>
        {
            client.Schedule<RevokeOneJob>(j => j.RunAsync(grant), due);
            return ValueTask.CompletedTask;
        });
        if (job.Clock.GetUtcNow() > due)
            throw new InvalidOperationException("Filing the jobs took longer than the notice given for it.");
        await job.Moved.Complete;
        await storm.CheckAsync(ended: false);
        return new Late(job.Moved.Late, null);
    }

    public ValueTask DisposeAsync()
    {
        server.Dispose();
        writers.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class One(object instance) : JobActivator
    {
        public override object ActivateJob(Type jobType) => instance;
    }
}

/// <summary>The job of one grant. One instance serves them all, and Hangfire would dispose of one that can be after its first job.</summary>
internal sealed class RevokeOneJob(Arena arena, SemaphoreSlim writers)
{
    public Arrivals? Moved { get; set; }

    public TimeProvider Clock => arena.Portal.Clock;

    public async Task RunAsync(Guid grant)
    {
        await writers.WaitAsync();
        try
        {
            await using var db = arena.Portal.Databases.Create();
            var at = Clock.GetUtcNow();
            var changed = await db.Grants.Where(g => g.Id == grant && g.State == GrantState.Active)
                .ExecuteUpdateAsync(s => s.SetProperty(g => g.State, GrantState.Revoking).SetProperty(g => g.RevokingAt, at).SetProperty(g => g.NextAttemptAt, at));
            if (changed == 1)
                Moved!.Note(grant);
        }
        finally
        {
            writers.Release();
        }
    }
}
