using JitPortal.Application.Grants;
using JitPortal.Application.Notices;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Notices;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Notices;

/// <summary>10 and 2 minutes before the end, once each.</summary>
public sealed class EndingTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Access_EndsSoon_IsAnnouncedTenAndTwoMinutesBefore(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        await world.Scene.ActiveGrantAsync(world.Scene.Mira, world.Scene.Automatic, Hour);

        time.Advance(49 * Minute);
        (await EndingsAsync(world)).ShouldBeEmpty();
        time.Advance(1.5 * Minute);
        (await EndingsAsync(world)).ShouldBe(["stock-db Read ends in 10 min"]);
        time.Advance(7 * Minute);
        (await EndingsAsync(world)).ShouldBe(["stock-db Read ends in 10 min"]);
        time.Advance(Minute);
        (await EndingsAsync(world)).ShouldBe(["stock-db Read ends in 10 min", "stock-db Read ends in 2 min"]);
        time.Advance(Minute);
        (await EndingsAsync(world)).Count.ShouldBe(2, "each is told once");
        (await world.WordsAsync(world.Scene.Mira))[0].First.ShouldContain("Open sessions are cut then");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Access_IsShorterThanTheWarning_IsNotAnnouncedAsItOpens(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        await world.Scene.ActiveGrantAsync(world.Scene.Mira, world.Scene.Automatic, 5 * Minute);

        (await EndingsAsync(world)).ShouldBeEmpty();
        time.Advance(3.5 * Minute);
        (await EndingsAsync(world)).ShouldBe(["stock-db Read ends in 2 min"]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Access_IsExtendedAfterTheWarning_IsAnnouncedAnew(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var grant = await world.Scene.ActiveGrantAsync(world.Scene.Mira, world.Scene.Automatic, Hour);
        time.Advance(51 * Minute);
        (await EndingsAsync(world)).Count.ShouldBe(1);

        await Scene.Must(world.Get<ExtendGrant>().RunAsync(world.Scene.Mira, new ExtensionForm(new GrantId(grant.Id), 30 * Minute, "Not done"), CancellationToken.None));
        await world.Scene.OpenDueAsync();
        (await EndingsAsync(world)).Count.ShouldBe(1);
        time.Advance(30 * Minute);

        (await EndingsAsync(world)).Count.ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Warning_WasMissedWhileNothingRan_IsToldAsLateAsItHelps(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        await world.Scene.ActiveGrantAsync(world.Scene.Mira, world.Scene.Automatic, Hour);
        await world.Scene.ActiveGrantAsync(world.Scene.Jon, world.Scene.Automatic, 54 * Minute);

        time.Advance(53 * Minute);   // Mira has 7 minutes left, Jon 1

        (await EndingsAsync(world)).ShouldBe(["stock-db Read ends in 7 min", "stock-db Read ends in 1 min"]);
    }

    /// <summary>More end in one instant than one transaction takes; several nodes look at once.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Parallel_HundredsEndInOneInstant_EachHolderIsToldOnce(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var nodes = new[] { world.Portal, await world.NodeAsync(), await world.NodeAsync() };
        var ends = world.Portal.Clock.GetUtcNow() + Hour;
        await Crowd.ActiveAsync(world.Portal, world.Oracle, world.Scene.Target, world.Scene.Automatic, world.Scene.Mira, 450, _ => ends);
        time.Advance(55 * Minute);

        await World.AtOnceAsync<bool>([.. nodes.Select(node => new Func<Task<bool>>(async () =>
        {
            await node.Get<WarnOfEndings>().RunAsync(CancellationToken.None);
            return true;
        }))]);
        await world.TellAsync();

        var told = await world.NoticesAsync();
        told.Count.ShouldBe(450);
        told.Select(n => n.GrantId).Distinct().Count().ShouldBe(450);
    }

    private static async Task<IReadOnlyList<string>> EndingsAsync(World world)
    {
        await world.TellAsync();
        var notices = (await world.Get<ListNotices>().RunAsync(world.Scene.Mira, false, null, ListNotices.Most, CancellationToken.None))
            .Concat(await world.Get<ListNotices>().RunAsync(world.Scene.Jon, false, null, ListNotices.Most, CancellationToken.None));
        return [.. notices.Where(n => n.Matter.Kind == NoticeKind.EndingSoon).OrderBy(n => n.Number).Select(n => NoticeWords.Of(n.Matter, _ => "").Title.Split(',')[0])];
    }
}
