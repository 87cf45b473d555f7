using System.Collections.Concurrent;
using JitPortal.Application.Grants;
using JitPortal.Application.Live;
using JitPortal.Domain.People;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.Extensions.DependencyInjection;
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
        using var watch = ActivatorUtilities.CreateInstance<UnheardCommits>(world.Get<IServiceProvider>());
        await watch.StartAsync(CancellationToken.None);
        await Scene.Must(world.Scene.AskAsync(world.Scene.Jon, world.Scene.Asks, TimeSpan.FromHours(1)));   // told here

        await Scene.Must(command.Get<PlaceLock>().RunAsync(world.Scene.Tove, LockScope.Everything, "Stolen laptop", CancellationToken.None));

        await Scene.SignInAsync(world.Portal, "newcomer", "New Comer", PortalRole.Requester);   // told here too, and later than the stop
        await Eventually.TrueAsync(() => heard.Any(e => e.IsCatchUp), "pages are asked to read again");
        await watch.StopAsync(CancellationToken.None);
        heard.Count(e => e.IsCatchUp).ShouldBe(1, "what was told, and what was there before, is nothing new");
    }
}
