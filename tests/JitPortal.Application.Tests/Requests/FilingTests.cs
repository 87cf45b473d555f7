using JitPortal.Application.Grants;
using JitPortal.Application.Intake;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Requests;

/// <summary>What is acknowledged is durable, and a filing that is repeated is one filing (I-17).</summary>
public sealed class FilingTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Submit_SameKeyAgain_GivesTheSameRequest(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;

        var first = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour, key: "mine"));
        var again = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour, key: "mine"));
        var another = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour, key: "mine"));

        again.ShouldBe(first);
        another.ShouldNotBe(first, "a key belongs to one person");
        (await world.AuditAsync()).Count(a => a.Type == AuditTypes.RequestFiled).ShouldBe(2);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Submit_SameKeyAfterTheEnd_StillGivesTheSameRequest(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var first = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour, key: "mine"));
        await Scene.Must(world.Get<WithdrawRequest>().RunAsync(scene.Mira, first, CancellationToken.None));

        (await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour, key: "mine"))).ShouldBe(first);
        (await world.RequestAsync(first.Value)).State.ShouldBe(RequestState.Withdrawn);
    }

    /// <summary>A job that runs every night under one key asks every night.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Submit_SameKeyADayLater_AsksAnew(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var first = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour, key: "nightly"));
        await Scene.Must(world.Get<WithdrawRequest>().RunAsync(scene.Mira, first, CancellationToken.None));
        var yesterday = world.Portal.Clock.GetUtcNow() - RepeatedCalls.Kept;
        await using (var db = world.Db())
            await db.Requests.Where(r => r.Id == first.Value).ExecuteUpdateAsync(s => s.SetProperty(r => r.FiledAt, yesterday));

        var second = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour, key: "nightly"));

        second.ShouldNotBe(first);
        (await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour, key: "nightly"))).ShouldBe(second);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Submit_EightAtOnceWithOneKeyOnTwoNodes_FileOneRequest(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var node = await world.NodeAsync();
        var form = new RequestForm(world.Scene.Automatic, Hour, "Check stuck refunds", IdempotencyKey: "mine");

        var answers = await World.AtOnceAsync([.. Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? world.Portal : node).Get<SubmitRequest>())
            .Select<SubmitRequest, Func<Task<Outcome<RequestId>>>>(submit => () => submit.RunAsync(world.Scene.Mira, form, CancellationToken.None))]);

        answers.ShouldAllBe(a => a.Succeeded);
        answers.Select(a => a.Value).Distinct().Count().ShouldBe(1);
        (await world.AuditAsync()).Count(a => a.Type == AuditTypes.RequestFiled).ShouldBe(1);
        (await world.GrantsAsync()).Count.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Submit_EightAtOnceWithoutKey_OneIsFiledAndTheOthersConflict(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;

        var answers = await World.AtOnceAsync([.. Enumerable.Range(0, 8).Select<int, Func<Task<Outcome<RequestId>>>>(_ => () => scene.AskAsync(scene.Mira, scene.Automatic, Hour))]);

        answers.Count(a => a.Succeeded).ShouldBe(1);
        answers.Where(a => !a.Succeeded).ShouldAllBe(a => a.Refusal is Refusal.Conflict);
        (await world.GrantsAsync()).Count.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Submit_OpenOrHeldAlready_ConflictsAndChangesNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        await Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, Hour));
        var before = await world.StateAsync();

        (await scene.AskAsync(scene.Mira, scene.Asks, Hour)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldBe("You have asked for this already; it waits for approval.");
        (await scene.AskAsync(scene.Mira, scene.Automatic, Hour)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldBe("You hold this access already. Extend it instead.");

        (await world.StateAsync()).ShouldBe(before);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Submit_WhileWhatIsHeldIsEnding_SaysToAskOnceItIsGone(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await Crowd.ActiveAsync(world.Portal, world.Oracle, scene.Target, scene.Automatic, scene.Mira, 1, _ => world.Portal.Clock.GetUtcNow() + Hour);
        var held = (await world.Get<ListMyAccess>().RunAsync(scene.Mira, CancellationToken.None)).Single();
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(scene.Mira, held.Id, CancellationToken.None));

        (await scene.AskAsync(scene.Mira, scene.Automatic, Hour)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldBe("This access of yours is just ending. Ask again once it is gone.");
    }

    /// <summary>An acknowledged commit survives a power cut only if every connection syncs at commit.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Ledger_EveryConnection_SyncsAtCommit(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        for (var i = 0; i < 3; i++)
        {
            await using var db = world.Db();
            if (kind == DatabaseKind.Sqlite)
            {
                const long full = 2;
                (await db.Database.SqlQueryRaw<long>("SELECT synchronous AS \"Value\" FROM pragma_synchronous").SingleAsync()).ShouldBe(full);
                (await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").SingleAsync()).ShouldBe("wal");
                (await db.Database.SqlQueryRaw<long>("SELECT foreign_keys AS \"Value\" FROM pragma_foreign_keys").SingleAsync()).ShouldBe(1);
            }
            else
            {
                (await db.Database.SqlQueryRaw<string>("SELECT current_setting('synchronous_commit') AS \"Value\"").SingleAsync()).ShouldBe("on");
            }
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Submit_Acknowledged_IsReadByANodeThatStartsLater(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour, "Check stuck refunds"));
        var node = await world.NodeAsync();

        var read = await Scene.Must(node.Get<ReadRequest>().RunAsync(scene.Mira, id, CancellationToken.None));

        read.Summary.State.ShouldBe(RequestState.AwaitingApproval);
        read.Summary.Reason.ShouldBe("Check stuck refunds");
        read.Timeline.Select(t => t.Type).ShouldBe([AuditTypes.RequestFiled, AuditTypes.RequestWaiting]);
    }
}
