using JitPortal.Application.Approvals;
using JitPortal.Application.Audit;
using JitPortal.Application.Notices;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

public sealed class ListDecidedTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListDecided_OwnDecisionsAndOthers_NewestFirstWithWhoAndHow(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, (mine, denied, withdrawn)) = (world.Scene, await ThreeAsync(world));

        var list = await ListAsync(world, scene.Bo, DecidedFilter.All);

        list.Select(i => i.Request.Id).ShouldBe([withdrawn, denied, mine]);
        list[0].ShouldSatisfyAllConditions(i => i.Request.State.ShouldBe(RequestState.Withdrawn), i => i.Votes.ShouldBeEmpty());
        list[1].Votes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(v => v.By.ShouldBe("Ann Lowe"), v => v.IsMine.ShouldBeFalse(), v => v.Approves.ShouldBeFalse(), v => v.Reason.ShouldBe("Wrong person"));
        list[2].ShouldSatisfyAllConditions(i => i.Request.Requester.ShouldBe("Mira Kovač"), i => i.Request.Duration.ShouldBe(Hour));
        list[2].Votes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(v => v.IsMine.ShouldBeTrue(), v => v.Approves.ShouldBeTrue(), v => v.Duration.ShouldBe(Hour / 2), v => v.At.ShouldBe(list[2].At));
        (await ListAsync(world, scene.Ann, DecidedFilter.All)).Select(i => i.Request.Id).ShouldBe([withdrawn, denied, mine]);
        foreach (var stranger in new[] { scene.Mira, scene.Jon, scene.Tove })
            (await ListAsync(world, stranger, DecidedFilter.All)).ShouldBeEmpty("they were not asked");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListDecided_FilterAndSearch_NarrowItDown(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (mine, denied, withdrawn) = await ThreeAsync(world);
        var number = (await world.RequestAsync(denied.Value)).Number;

        foreach (var (by, text, expected) in new (DecidedBy By, string? Text, RequestId[] Expected)[]
        {
            (DecidedBy.Me, null, [mine]),
            (DecidedBy.Others, null, [denied]),
            (DecidedBy.Nobody, null, [withdrawn]),
            (DecidedBy.Anybody, "JON", [denied]),
            (DecidedBy.Anybody, $" req-{number} ", [denied]),
            (DecidedBy.Anybody, "month", [mine]),
            (DecidedBy.Anybody, "Ledger-DB", [withdrawn, denied, mine]),
            (DecidedBy.Others, "month", []),
        })
            (await ListAsync(world, world.Scene.Bo, new DecidedFilter(by, text))).Select(i => i.Request.Id).ShouldBe(expected, $"{by} “{text}”");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListDecided_PageByPage_HasEachOnceAlsoWhereTheyEndedAtOneInstant(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        foreach (var i in Enumerable.Range(0, 7))
        {
            var person = await Scene.SignInAsync(world.Portal, $"many-{i}", $"Person {i}", PortalRole.Requester, "engineering");
            var request = await AskedAsync(world, person);
            await Scene.Must(i % 2 == 0 ? scene.ApproveAsync(scene.Bo, request) : scene.ApproveAsync(scene.Ann, request));
        }
        await using (var db = world.Db())
        {
            var at = await db.Requests.MaxAsync(r => r.DecidedAt);
            await db.Requests.Where(r => r.DecidedAt != null).ExecuteUpdateAsync(s => s.SetProperty(r => r.DecidedAt, at));
            await db.Decisions.ExecuteUpdateAsync(s => s.SetProperty(d => d.At, at!.Value));
        }
        var whole = await ListAsync(world, scene.Bo, DecidedFilter.All);
        List<RequestId> walked = [];
        DecidedPlace? next = null;
        do
        {
            var page = await world.Get<ListDecided>().RunAsync(scene.Bo, DecidedFilter.All, next, 3, CancellationToken.None);
            page.Items.Count.ShouldBeLessThanOrEqualTo(3);
            walked.AddRange(page.Items.Select(i => i.Request.Id));
            next = page.Next;
        }
        while (next is not null);

        walked.Count.ShouldBe(7);
        walked.ShouldBe(whole.Select(i => i.Request.Id));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListDecided_LeftTheGroup_SeesOnlyTheOwnDecisions(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (mine, _, _) = await ThreeAsync(world);

        var bo = await Scene.SignInAsync(world.Portal, "bo", "Bo Berg", PortalRole.Requester | PortalRole.Approver, "engineering");

        (await ListAsync(world, bo, DecidedFilter.All)).ShouldHaveSingleItem().Request.Id.ShouldBe(mine);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListDecided_OwnVoteAndItStillWaitsForOthers_IsThereAsWaiting(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var vault = await Scene.EntitlementAsync(world.Portal, scene.Target, "vault", "Write", "ephemeral:vault");
        await scene.PublishAsync("two-of-owners", [vault], new Rule("two", new Effect.Ask(8 * Hour, Hour, [new Stage([new Approver.Group("owners")], 2, Hour)]), new Condition.Always()));
        var request = await Scene.Must(scene.AskAsync(scene.Mira, vault, Hour));
        await world.Get<TellPeople>().RunAsync(CancellationToken.None);
        await Scene.Must(scene.ApproveAsync(scene.Bo, request));

        (await ListAsync(world, scene.Bo, DecidedFilter.All)).ShouldHaveSingleItem().Request.State.ShouldBe(RequestState.AwaitingApproval);
        (await ListAsync(world, scene.Ann, DecidedFilter.All)).ShouldBeEmpty("it waits for her still");
    }

    /// <summary>Nobody was told yet: what somebody decided counts all the same.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListDecided_DecidedBeforeAnybodyWasTold_IsThereForWhoeverDecided(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        await Scene.Must(scene.ApproveAsync(scene.Bo, request));

        (await ListAsync(world, scene.Bo, DecidedFilter.All)).ShouldHaveSingleItem().Request.Id.ShouldBe(request);
        (await ListAsync(world, scene.Ann, DecidedFilter.All)).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListDecided_WhoeverDecidedWasErased_HasNoNameAndNoReason(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (_, denied, _) = await ThreeAsync(world);
        await Scene.Must(world.Get<ErasePerson>().RunAsync(world.Scene.Tove, world.Scene.Ann.Id, CancellationToken.None));

        var vote = (await ListAsync(world, world.Scene.Bo, DecidedFilter.All)).Single(i => i.Request.Id == denied).Votes.ShouldHaveSingleItem();

        vote.ShouldSatisfyAllConditions(v => v.By.ShouldBe("Erased person"), v => v.Reason.ShouldBeNull());
        (await ListAsync(world, world.Scene.Ann, DecidedFilter.All)).ShouldBeEmpty("an old session is of no use");
    }

    /// <summary>Bo approves half of Mira's hour, Ann denies Jon, Tove withdraws; Bo and Ann were asked for all of them, for Jon's twice.</summary>
    private static async Task<(RequestId Mine, RequestId Denied, RequestId Withdrawn)> ThreeAsync(World world)
    {
        var scene = world.Scene;
        var mine = await AskedAsync(world, scene.Mira, "Close the month");
        await Scene.Must(scene.ApproveAsync(scene.Bo, mine, Hour / 2));
        var denied = await AskedAsync(world, scene.Jon);
        await Scene.Must(world.Get<RemindApprovers>().RunAsync(scene.Jon, denied, CancellationToken.None));
        await world.Get<TellPeople>().RunAsync(CancellationToken.None);
        await Scene.Must(scene.DenyAsync(scene.Ann, denied, "Wrong person"));
        var withdrawn = await AskedAsync(world, scene.Tove);
        await Scene.Must(world.Get<WithdrawRequest>().RunAsync(scene.Tove, withdrawn, CancellationToken.None));
        return (mine, denied, withdrawn);
    }

    private static async Task<RequestId> AskedAsync(World world, Actor who, string reason = "Check stuck refunds")
    {
        var request = await Scene.Must(world.Scene.AskAsync(who, world.Scene.Asks, Hour, reason));
        await world.Get<TellPeople>().RunAsync(CancellationToken.None);
        return request;
    }

    private static async Task<IReadOnlyList<DecidedItem>> ListAsync(World world, Actor actor, DecidedFilter filter) =>
        (await world.Get<ListDecided>().RunAsync(actor, filter, before: null, ListDecided.Most, CancellationToken.None)).Items;
}
