using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Storage.Audit;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Requests;

public sealed class LapseAndWithdrawTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Lapse_NobodyDecided_LapsesOnceAndAVoteIsTooLate(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        await world.Get<LapseRequests>().RunAsync(CancellationToken.None);
        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.AwaitingApproval, "its stage waits four hours");

        time.Advance(TimeSpan.FromHours(4));
        (await scene.ApproveAsync(scene.Bo, id)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldBe("It has lapsed: nobody decided in time.", "also before the loop came to it");
        await world.Get<LapseRequests>().RunAsync(CancellationToken.None);
        await world.Get<LapseRequests>().RunAsync(CancellationToken.None);

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Lapsed);
        (await world.AuditAsync()).Count(a => a.Type == AuditTypes.RequestLapsed).ShouldBe(1);
        (await scene.ApproveAsync(scene.Bo, id)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldBe("It has lapsed: nobody decided in time.");
        (await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour))).ShouldNotBe(id, "it can be asked for again");
    }

    /// <summary>What was due when the loop looked may have moved to its next stage when the loop comes to it.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Lapse_NextStageBeganMeanwhile_LeavesTheRequestWaiting(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        time.Advance(TimeSpan.FromMinutes(1));
        var second = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        time.Advance(TimeSpan.FromHours(5));
        var tomorrow = world.Portal.Clock.Now() + TimeSpan.FromDays(1);
        world.Get<CommitHints>().Listen(recorded =>
        {
            if (recorded[0].Event.Type != AuditTypes.RequestLapsed)
                return;
            using var db = world.Db();
            db.Requests.Where(r => r.Id == second.Value).ExecuteUpdate(s => s.SetProperty(r => r.LapsesAt, tomorrow));
        });

        await world.Get<LapseRequests>().RunAsync(CancellationToken.None);

        (await world.RequestAsync(second.Value)).State.ShouldBe(RequestState.AwaitingApproval);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Lapse_SecondStage_HasItsOwnTime(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        await scene.PublishAsync("security-too", [scene.Asks], new Rule(
            "second", new Effect.Require(Stage: new Stage([new Approver.Group("engineering")], 1, TimeSpan.FromHours(2))), new Condition.Always()));
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        time.Advance(TimeSpan.FromHours(3));
        await Scene.Must(scene.ApproveAsync(scene.Ann, id));
        time.Advance(TimeSpan.FromMinutes(119));
        await world.Get<LapseRequests>().RunAsync(CancellationToken.None);
        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.AwaitingApproval);

        time.Advance(TimeSpan.FromMinutes(1));
        await world.Get<LapseRequests>().RunAsync(CancellationToken.None);

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Lapsed);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Withdraw_Waiting_IsDoneOnceAndApproversAreTold(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        var withdraw = world.Get<WithdrawRequest>();
        (await withdraw.RunAsync(scene.Bo, id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.NotFound>();

        await Scene.Must(withdraw.RunAsync(scene.Mira, id, CancellationToken.None));

        (await withdraw.RunAsync(scene.Mira, id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldBe("You have withdrawn it already.");
        (await scene.ApproveAsync(scene.Bo, id)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldBe("The requester has withdrawn it. Nothing to do.");
        (await world.GrantsAsync()).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Withdraw_DecidedAlready_NamesWhoWasFirst(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        await Scene.Must(scene.DenyAsync(scene.Bo, id));

        (await world.Get<WithdrawRequest>().RunAsync(scene.Mira, id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldStartWith("Bo Berg denied it");
    }
}
