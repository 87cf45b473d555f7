using System.Collections.Concurrent;
using JitPortal.Application.Grants;
using JitPortal.Application.Live;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Live;

/// <summary>An open page shows also what no event told of: a stop by the command of whoever owns the machine.</summary>
public sealed class UnheardCommitsTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Commit_OfAProcessThatTellsNobody_IsCaughtUpWithOnce(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var command = await world.NodeAsync();
        var heard = new ConcurrentQueue<LiveEvent>();
        using var page = world.Get<ILiveEvents>().Subscribe(heard.Enqueue);
        var looks = 0;
        using var watch = new UnheardCommits(world.Get<ILiveEvents>(), Counted(world, () => Interlocked.Increment(ref looks)), TimeProvider.System, world.Get<ILogger<UnheardCommits>>());
        await watch.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => Volatile.Read(ref looks) > 1, "it has looked once: what was there before is nothing new");
        await Scene.Must(world.Scene.AskAsync(world.Scene.Jon, world.Scene.Asks, TimeSpan.FromHours(1)));   // told here

        await Scene.Must(command.Get<PlaceLock>().RunAsync(world.Scene.Tove, LockScope.Everything, "Stolen laptop", CancellationToken.None));

        await Scene.SignInAsync(world.Portal, "newcomer", "New Comer", PortalRole.Requester);   // told here too, and later than the stop
        await Eventually.TrueAsync(() => heard.Any(e => e.IsCatchUp), "pages are asked to read again");
        await watch.StopAsync(CancellationToken.None);
        heard.Count(e => e.IsCatchUp).ShouldBe(1, "what was told, and what was there before, is nothing new");
    }

    /// <summary>A head that is missing is the verifier's to report: what ends a background service ends the whole host.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Commit_AfterTheHeadOfTheLogWasMissing_IsCaughtUpWith(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var command = await world.NodeAsync();
        var (time, looks, heard) = (new FakeTimeProvider(), 0, new ConcurrentQueue<LiveEvent>());
        using var page = world.Get<ILiveEvents>().Subscribe(heard.Enqueue);
        using var watch = new UnheardCommits(world.Get<ILiveEvents>(), Counted(world, () => Interlocked.Increment(ref looks)), time, world.Get<ILogger<UnheardCommits>>());
        await watch.StartAsync(CancellationToken.None);
        await LookedAsync();
        await using var db = world.Db();
        var head = await db.AuditHead.SingleAsync();
        await db.AuditHead.ExecuteDeleteAsync();

        await LookedAsync();

        watch.ExecuteTask!.Exception.ShouldBeNull();
        await world.SqlAsync("INSERT INTO audit_head (\"Id\", \"Sequence\", \"Link\") VALUES ({0}, {1}, {2})", head.Id, head.Sequence, head.Link);
        await Scene.Must(command.Get<PlaceLock>().RunAsync(world.Scene.Tove, LockScope.Everything, "Stolen laptop", CancellationToken.None));
        await LookedAsync();
        await Eventually.TrueAsync(() => heard.Any(e => e.IsCatchUp), "pages are asked to read again");
        await watch.StopAsync(CancellationToken.None);

        // A whole look lies between the beginning of the next one and that of the one after it.
        async Task LookedAsync()
        {
            var before = Volatile.Read(ref looks);
            await Eventually.TrueAsync(
                () =>
                {
                    time.Advance(TimeSpan.FromSeconds(1));
                    return watch.ExecuteTask!.IsCompleted || Volatile.Read(ref looks) >= before + 2;
                },
                "the log is looked into");
        }
    }

    private static PortalDbFactory Counted(World world, Action look) => new(
        () =>
        {
            look();
            return world.Db();
        },
        () => world.Portal.Databases.Options);
}
