using JitPortal.Application.Notices;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Notices;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Time;
using JitPortal.Storage.Notices;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Notices;

/// <summary>Who was asked, how, whether they have seen it, and reminding them.</summary>
public sealed class AskedTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Timeline_SaysWhoWasAskedHowAndWhenTheySawIt(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        var (world, scene) = (mail.World, mail.Scene);
        await Scene.Must(world.Get<ChangeNoticeSettings>().RunAsync(scene.Bo, NoticeTopic.ToDecide, None));
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        await mail.SendAsync();
        await world.Get<SeeNotices>().RunAsync(scene.Ann, request, None);

        var view = await Scene.Must(world.Get<ReadRequest>().RunAsync(scene.Jon, request, None));

        var asked = view.Timeline.Single(t => t.Type == AuditTypes.RequestWaiting).Asked;
        asked.OrderBy(a => a.Name).ShouldBe([new AskedApprover("Ann Lowe", DeliveryState.Sent, world.Portal.Clock.Now()), new AskedApprover("Bo Berg", null, null)]);
        view.Timeline.Where(t => t.Type != AuditTypes.RequestWaiting).ShouldAllBe(t => t.Asked.Count == 0);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task See_OnlyOnesOwnAndTheFirstTimeCounts(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        await world.TellAsync();
        var (see, notice) = (world.Get<SeeNotices>(), (await world.NoticesAsync()).Single(n => n.PersonId == scene.Bo.Id.Value));

        await see.RunAsync(scene.Ann, notice.Number, None);
        (await world.Get<CountUnread>().RunAsync(scene.Bo, None)).ShouldBe(1, "it is not Ann's to see");
        await see.RunAsync(scene.Bo, notice.Number, None);
        var first = (await world.NoticesAsync()).Single(n => n.Number == notice.Number).SeenAt;
        time.Advance(Hour);
        await see.RunAsync(scene.Bo, None);

        (await world.NoticesAsync()).Single(n => n.Number == notice.Number).SeenAt.ShouldBe(first);
        (await world.Get<CountUnread>().RunAsync(scene.Bo, None)).ShouldBe(0);
        (await world.Get<CountUnread>().RunAsync(scene.Ann, None)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decided_WhatAskedForIt_IsUnreadForNobodyAndSeenByNobody(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        await world.TellAsync();

        await Scene.Must(scene.ApproveAsync(scene.Ann, request));

        (await world.Get<CountUnread>().RunAsync(scene.Bo, None)).ShouldBe(0);
        var list = world.Get<ListNotices>();
        (await list.RunAsync(scene.Bo, unread: true, before: null, ListNotices.Most, None)).ShouldBeEmpty();
        (await list.RunAsync(scene.Bo, unread: false, before: null, ListNotices.Most, None)).Single()
            .ShouldSatisfyAllConditions(n => n.IsUnread.ShouldBeFalse(), n => n.SeenAt.ShouldBeNull("Jon reads who has seen it"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Remind_OncePerQuarterOfAnHour_AsksThoseWhoHaveNotDecided(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        var remind = world.Get<RemindApprovers>();
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        await world.TellAsync();

        await Scene.Must(remind.RunAsync(scene.Jon, request, None));
        (await remind.RunAsync(scene.Jon, request, None)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldContain("15 min");
        await world.TellAsync();
        (await world.ToldAsync(scene.Ann)).ShouldBe([NoticeKind.RequestWaits, NoticeKind.RequestStillWaits]);
        (await Scene.Must(world.Get<ReadRequest>().RunAsync(scene.Jon, request, None))).Timeline[^1].ShouldSatisfyAllConditions(
            t => t.Title.ShouldBe("Reminded those who may decide"), t => t.Asked.Select(a => a.Name).ShouldBe(["Ann Lowe", "Bo Berg"], ignoreOrder: true));

        time.Advance(RemindApprovers.Every);
        await Scene.Must(remind.RunAsync(scene.Jon, request, None));
        await Scene.Must(scene.ApproveAsync(scene.Bo, request));
        (await remind.RunAsync(scene.Jon, request, None)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldBe("It does not wait for anybody.");
        (await remind.RunAsync(scene.Mira, request, None)).Refusal.ShouldBeOfType<Refusal.NotFound>();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Stage_WithAReminder_RemindsOnceByTimeThoseWhoHaveNotDecided(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        var what = await Scene.EntitlementAsync(world.Portal, scene.Target, "vault", "Read", "ephemeral:vault");
        await scene.PublishAsync("two-of-owners", [what], new Rule(
            "ask", new Effect.Ask(8 * Hour, Hour, [new Stage([new Approver.Group("owners")], 2, 4 * Hour, Reminder: Hour)]), new Condition.Always()));
        var request = await Scene.Must(scene.AskAsync(scene.Jon, what, Hour));
        await world.TellAsync();
        await Scene.Must(scene.ApproveAsync(scene.Bo, request));

        time.Advance(Hour - TimeSpan.FromSeconds(1));
        await world.DecideDueAsync();
        await world.TellAsync();
        (await world.ToldAsync(scene.Ann)).ShouldBe([NoticeKind.RequestWaits], "it is not time yet");
        time.Advance(TimeSpan.FromSeconds(1));
        await World.AtOnceAsync<bool>([.. Enumerable.Range(0, 4).Select(_ => new Func<Task<bool>>(async () =>
        {
            await world.DecideDueAsync();
            return true;
        }))]);
        await world.TellAsync();
        time.Advance(Hour);
        await world.DecideDueAsync();
        await world.TellAsync();

        (await world.ToldAsync(scene.Ann)).ShouldBe([NoticeKind.RequestWaits, NoticeKind.RequestStillWaits]);
        (await world.ToldAsync(scene.Bo)).ShouldBe([NoticeKind.RequestWaits], "he has decided");
        (await world.AuditAsync()).Where(a => a.Type == AuditTypes.RequestReminded).ShouldHaveSingleItem().RequestId.ShouldBe(request.Value);
    }

    /// <summary>Ann was asked as an owner, and it went on without her: that she may decide now as well is news.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Escalation_InALaterStage_AsksAlsoWhoWasAskedInAnEarlierOne(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        var what = await Scene.EntitlementAsync(world.Portal, scene.Target, "vault", "Read", "ephemeral:vault");
        await scene.PublishAsync("owners-then-jon", [what], new Rule(
            "ask",
            new Effect.Ask(8 * Hour, Hour, [
                new Stage([new Approver.Group("owners")], 1, 4 * Hour),
                new Stage([new Approver.Person(scene.Jon.Id, "Jon Sørli")], 1, 4 * Hour, new Escalation(Hour, [new Approver.Person(scene.Ann.Id, "Ann Lowe")]))]),
            new Condition.Always()));
        var request = await Scene.Must(scene.AskAsync(scene.Mira, what, Hour));
        await world.TellAsync();
        time.Advance(TimeSpan.FromMinutes(1));
        await Scene.Must(scene.ApproveAsync(scene.Bo, request));
        await world.TellAsync();

        time.Advance(Hour);
        await world.DecideDueAsync();
        await world.TellAsync();

        (await world.ToldAsync(scene.Ann)).ShouldBe([NoticeKind.RequestWaits, NoticeKind.NothingToDo, NoticeKind.RequestWaits]);
        (await world.ToldAsync(scene.Jon)).ShouldBe([NoticeKind.RequestWaits], "he knows");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Parallel_RemindsAtOnce_OneIsRecorded(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));

        var answers = await World.AtOnceAsync<bool>([.. Enumerable.Range(0, 8).Select(_ => new Func<Task<bool>>(async () =>
            (await world.Get<RemindApprovers>().RunAsync(scene.Jon, request, None)).Succeeded))]);

        answers.Count(a => a).ShouldBe(1);
        (await world.AuditAsync()).Count(a => a.Type == AuditTypes.RequestReminded).ShouldBe(1);
    }
}
