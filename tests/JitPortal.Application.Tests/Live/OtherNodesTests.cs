using System.Collections.Concurrent;
using JitPortal.Application.Grants;
using JitPortal.Application.Live;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Live;

/// <summary>What happens on one node shows on the pages of the others at once, to whom it concerns and nobody else.</summary>
public sealed class OtherNodesTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Event_OfOneNode_ReachesTheOthersOnceWithItsAudience()
    {
        await using var world = await World.CreateAsync(DatabaseKind.PostgreSql);
        await using var here = await HearingAsync(world.Portal);
        await using var there = await HearingAsync(await world.NodeAsync());

        var request = await Scene.Must(world.Scene.AskAsync(world.Scene.Jon, world.Scene.Asks, Hour));

        var heard = await there.FirstAsync(AuditTypes.RequestFiled);
        heard.Request.ShouldBe(request);
        heard.FromAnotherNode.ShouldBeTrue();
        heard.Sequence.ShouldBeGreaterThan(LiveEvent.NotInTheLog);
        heard.Audience.Includes(world.Scene.Jon).ShouldBeTrue();
        heard.Audience.Includes(world.Scene.Bo).ShouldBeTrue("in the group that decides");
        heard.Audience.Includes(world.Scene.Mira).ShouldBeFalse();
        there.Say("after it");
        await here.FirstAsync("after it");
        here.Count(AuditTypes.RequestFiled).ShouldBe(1, "its own does not come back");
    }

    [Fact]
    public async Task Event_ForMoreThanAMessageHolds_ReachesEverybody()
    {
        await using var world = await World.CreateAsync(DatabaseKind.PostgreSql);
        await using var here = await HearingAsync(world.Portal);
        await using var there = await HearingAsync(await world.NodeAsync());
        var people = Enumerable.Range(0, 1_000).Select(_ => PersonId.New()).ToList();
        List<string> groups = [.. Enumerable.Range(0, 100).Select(number => $"gruppe ø {number}")];

        here.Publish(new LiveEvent(7, "many", RequestId.New(), GrantId.New(), new Audience(people, groups)));

        here.Say("after it");
        await there.FirstAsync("after it");
        there.Of("many").SelectMany(e => e.Audience.People).Distinct().ShouldBe(people, ignoreOrder: true);
        there.Of("many").SelectMany(e => e.Audience.Groups).Distinct().ShouldBe(groups, ignoreOrder: true);
        there.Of("many").SelectMany(e => e.Audience.People).Count().ShouldBe(people.Count, "and nobody twice");
    }

    [Fact]
    public async Task Event_ForAGroupWhoseNameFitsNoMessage_ReachesTheOthersAndStopsNobody()
    {
        await using var world = await World.CreateAsync(DatabaseKind.PostgreSql);
        await using var here = await HearingAsync(world.Portal);
        await using var there = await HearingAsync(await world.NodeAsync());
        var person = PersonId.New();
        string[] groups = [new('x', 9_000), "owners"];

        here.Publish(new LiveEvent(7, "long", null, null, new Audience([person], groups) { Everybody = true }));

        here.Say("after it");
        await there.FirstAsync("after it");
        there.Of("long").SelectMany(e => e.Audience.People).ShouldBe([person]);
        there.Of("long").SelectMany(e => e.Audience.Groups).ShouldBe(["owners"]);
        there.Of("long").ShouldAllBe(e => e.Audience.Everybody);
    }

    [Fact]
    public async Task Line_IsLost_PagesReadAgainAndLaterEventsArrive()
    {
        await using var world = await World.CreateAsync(DatabaseKind.PostgreSql);
        await using var there = await HearingAsync(await world.NodeAsync());
        await using var here = await HearingAsync(world.Portal);
        there.Forget();

        await world.SqlAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'");

        await there.FirstAsync(LiveEvent.CatchUp.Type);
        here.Say("after it");
        await there.FirstAsync("after it");
    }

    [Fact]
    public async Task Message_OfSomethingElse_IsLoggedAndStopsNobody()
    {
        using var log = new CapturedLog();
        await using var world = await World.CreateAsync(DatabaseKind.PostgreSql, configure: log.AddTo);
        await using var here = await HearingAsync(world.Portal);
        await using var there = await HearingAsync(await world.NodeAsync());

        string[] notOfANode = ["", "null", "{}", "[1]", """{"Sender":"x"}"""];
        foreach (var message in (string[])[.. notOfANode, """{"Sender":"01a21ee5-dcd4-720f-ae4c-acdb94e2e9e8","Events":[null]}"""])
            await world.SqlAsync("SELECT pg_notify('jitportal_live', {0})", message);

        here.Say("after it");
        await there.FirstAsync("after it");
        await Eventually.TrueAsync(() => log.Lines.Count(line => line.Contains("could not be read", StringComparison.Ordinal)) == 2 * notOfANode.Length, "both nodes say so");
    }

    [Fact]
    public async Task Stop_OnOneNode_IsInTheBannersOfTheOthersAtOnce()
    {
        await using var world = await World.CreateAsync(DatabaseKind.PostgreSql);
        var node = await world.NodeAsync();
        await using var here = await HearingAsync(world.Portal);
        await using var there = await HearingAsync(node);
        (await node.Get<ReadStops>().RunAsync(world.Scene.Mira, CancellationToken.None)).ShouldBeEmpty();

        await Scene.Must(world.Get<PlaceLock>().RunAsync(world.Scene.Tove, LockScope.Everything, "a leak", CancellationToken.None));

        await there.FirstAsync(AuditTypes.LockPlaced);
        (await node.Get<ReadStops>().RunAsync(world.Scene.Mira, CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Sqlite_HasNoOtherNodes_AndStopsAtOnce()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        using var service = ActivatorUtilities.CreateInstance<OtherNodes>(world.Get<IServiceProvider>());

        await service.StartAsync(CancellationToken.None);

        await service.ExecuteTask!;
    }

    private static async Task<Hearing> HearingAsync(TestPortal node)
    {
        var hearing = new Hearing(node);
        await hearing.StartAsync();
        return hearing;
    }

    /// <summary>A node that listens, and what it has heard.</summary>
    private sealed class Hearing : IAsyncDisposable
    {
        private readonly ConcurrentQueue<LiveEvent> heard = new();
        private readonly ILiveEvents events;
        private readonly IDisposable subscription;
        private readonly OtherNodes service;

        public Hearing(TestPortal node)
        {
            events = node.Get<ILiveEvents>();
            subscription = events.Subscribe(heard.Enqueue);
            service = ActivatorUtilities.CreateInstance<OtherNodes>(node.Get<IServiceProvider>());
        }

        public async Task StartAsync()
        {
            await service.StartAsync(CancellationToken.None);
            await FirstAsync(LiveEvent.CatchUp.Type);   // it listens now
        }

        public void Publish(LiveEvent happened) => events.Publish([happened]);

        public void Say(string type) => Publish(new LiveEvent(LiveEvent.NotInTheLog, type, null, null, Audience.All));

        public IReadOnlyList<LiveEvent> Of(string type) => [.. heard.Where(e => e.Type == type)];

        public int Count(string type) => Of(type).Count;

        public void Forget() => heard.Clear();

        public async Task<LiveEvent> FirstAsync(string type)
        {
            await Eventually.TrueAsync(() => Count(type) > 0, $"“{type}” is heard");
            return Of(type)[0];
        }

        public async ValueTask DisposeAsync()
        {
            await service.StopAsync(CancellationToken.None);
            service.Dispose();
            subscription.Dispose();
        }
    }
}
