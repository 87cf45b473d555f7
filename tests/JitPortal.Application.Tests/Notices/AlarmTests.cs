using JitPortal.Application.Audit;
using JitPortal.Application.Notices;
using JitPortal.Application.Targets;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Notices;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Notices;

/// <summary>What time alone makes true: an end without evidence, a target that fails.</summary>
public sealed class AlarmTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>I-11: people know within 60 seconds of the end.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task End_IsNotEvidenced_HolderAndAdministratorsKnowWithinAMinute(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        world.Oracle.Misbehave(OracleFault.Reset);
        time.Advance(Hour);
        await scene.RevokeDueAsync();
        time.Advance(29 * Second);
        await world.TellAsync();
        (await world.ToldAsync()).ShouldBe(["Mira: AccessOpen"]);

        time.Advance(2 * Second);
        await world.TellAsync();
        await world.TellAsync();

        (await world.ToldAsync()).ShouldBe(["Mira: AccessOpen", "Mira: EndNotEvidenced", "Tove: EndNotEvidenced", "Tove: TargetFailing"]);
        ((await world.NoticesAsync())[^1].At - grant.EndsAt!.Value).ShouldBeLessThan(60 * Second);
        (await world.WordsAsync(scene.Tove))[1].Title.ShouldBe("Not confirmed: stock-db Read of Mira Kovač on oracle");

        world.Oracle.Misbehave(OracleFault.None);
        time.Advance(6 * TimeSpan.FromMinutes(1));
        await scene.RevokeDueAsync();
        await world.TellAsync();
        (await world.ToldAsync(scene.Tove)).ShouldContain(NoticeKind.EndEvidencedAtLast);
        (await world.ToldAsync(scene.Mira))[^1].ShouldBe(NoticeKind.EndEvidencedAtLast, "and not a second time that it has ended");
        (await world.Get<VerifyAudit>().RunAsync(None)).Problem.ShouldBeNull();
    }

    /// <summary>After an outage of the portal too: what counts is the end, not when somebody began to take it away.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task End_IsTakenUpLateAndNotEvidenced_IsAnAlarmAtOnce(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        world.Oracle.Misbehave(OracleFault.Reset);
        time.Advance(Hour + (31 * Second));
        await scene.RevokeDueAsync();

        await world.TellAsync();

        (await world.ToldAsync(scene.Mira)).ShouldContain(NoticeKind.EndNotEvidenced);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task End_OfManyOnADeadTarget_IsOneNoticeForAdministrators(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        var now = world.Portal.Clock.GetUtcNow();
        await Crowd.ActiveAsync(world.Portal, world.Oracle, scene.Target, scene.Automatic, scene.Mira, 25, _ => now);
        time.Advance(31 * Second);

        await world.TellAsync();

        (await world.ToldAsync(scene.Mira)).Count.ShouldBe(25);
        (await world.ToldAsync(scene.Tove)).ShouldBe([NoticeKind.EndNotEvidenced]);
        (await world.WordsAsync(scene.Tove))[0].Title.ShouldBe("25 removals on oracle are not confirmed");
        (await world.AuditAsync()).Count(a => a.Type == AuditTypes.GrantOverdue).ShouldBe(25);
    }

    /// <summary>One row that cannot be read is as overdue as the others (I-18).</summary>
    [Fact]
    public async Task End_OfARowThatCannotBeRead_RaisesTheAlarmForAll()
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite, time);
        var now = world.Portal.Clock.GetUtcNow();
        var grants = await Crowd.ActiveAsync(world.Portal, world.Oracle, world.Scene.Target, world.Scene.Automatic, world.Scene.Mira, 3, _ => now);
        await world.SqlAsync("PRAGMA ignore_check_constraints = ON; UPDATE grants SET \"PersonId\" = 'nobody' WHERE \"Id\" = {0}", grants[1].Id);
        time.Advance(31 * Second);

        await world.TellAsync();

        (await world.AuditAsync()).Count(a => a.Type == AuditTypes.GrantOverdue).ShouldBe(3);
        (await world.ToldAsync(world.Scene.Tove)).ShouldHaveSingleItem();
        (await world.ToldAsync(world.Scene.Mira)).Count.ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Target_FailsAndRecovers_IsToldOnceEach(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var (health, target) = (world.Get<TargetHealth>(), world.Scene.Target);
        await health.FailedAsync(target, "It does not answer.", None);
        time.Advance(20 * Second);
        await world.TellAsync();
        (await world.ToldAsync()).ShouldBeEmpty("a restart is no news");

        time.Advance(11 * Second);
        await health.FailedAsync(target, "It still does not answer.", None);
        await world.TellAsync();
        await world.TellAsync();
        (await world.ToldAsync()).ShouldBe(["Tove: TargetFailing"]);
        (await world.WordsAsync(world.Scene.Tove))[0].ShouldSatisfyAllConditions(w => w.Title.ShouldStartWith("oracle fails since"), w => w.First.ShouldBe("It still does not answer."));

        await health.WorkedAsync(target, None);
        await world.TellAsync();
        await world.TellAsync();
        (await world.ToldAsync()).ShouldBe(["Tove: TargetFailing", "Tove: TargetRecovered"]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Parallel_NodesRaiseTheSameAlarm_ItIsRecordedOnce(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var nodes = new[] { world.Portal, await world.NodeAsync(), await world.NodeAsync() };
        var now = world.Portal.Clock.GetUtcNow();
        await Crowd.ActiveAsync(world.Portal, world.Oracle, world.Scene.Target, world.Scene.Automatic, world.Scene.Mira, 5, _ => now);
        await world.Get<TargetHealth>().FailedAsync(world.Scene.Target, "It does not answer.", None);
        time.Advance(31 * Second);

        await World.AtOnceAsync<bool>([.. nodes.Select(node => new Func<Task<bool>>(async () =>
        {
            await node.Get<RaiseAlarms>().RunAsync(None);
            return true;
        }))]);

        var types = (await world.AuditAsync()).Select(a => a.Type).ToList();
        types.Count(t => t == AuditTypes.GrantOverdue).ShouldBe(5);
        types.Count(t => t == AuditTypes.TargetFailing).ShouldBe(1);
    }
}
