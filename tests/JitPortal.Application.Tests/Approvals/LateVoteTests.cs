using JitPortal.Application.Approvals;
using JitPortal.Application.Catalog;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>
/// A vote has looked at who may vote, and the right is gone before it commits: then it does not count (I-22). On PostgreSQL, where two write at once.
/// </summary>
public sealed class LateVoteTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Decide_WhoIsAwayComesBackInThatMoment_TheStandInDoesNotCount()
    {
        await using var world = await World.CreateAsync(DatabaseKind.PostgreSql);
        var (scene, fay) = (world.Scene, await Scene.SignInAsync(world.Portal, "fay", "Fay Lind", PortalRole.Requester | PortalRole.Approver, "sales"));
        await Scene.Must(world.Get<GoAway>().RunAsync(scene.Ann, new AwayForm(fay.Id, null, world.Portal.Clock.GetUtcNow() + Hour), CancellationToken.None));
        var absence = (await world.Get<ReadAway>().RunAsync(scene.Ann, CancellationToken.None)).Mine.ShouldHaveSingleItem();

        await LateAsync(world, scene.Asks, fay, () => world.Get<ComeBack>().RunAsync(scene.Ann, absence.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Decide_TheRequesterIsMadeTheStandInInThatMoment_DoesNotCount()
    {
        await using var world = await World.CreateAsync(DatabaseKind.PostgreSql);
        var scene = world.Scene;
        var form = new AwayForm(scene.Mira.Id, null, world.Portal.Clock.GetUtcNow() + Hour);

        await LateAsync(world, scene.Asks, scene.Bo, () => world.Get<GoAway>().RunAsync(scene.Bo, form, CancellationToken.None));
    }

    [Fact]
    public async Task Decide_SomebodyElseOwnsItInThatMoment_TheFormerOwnerDoesNotCount()
    {
        await using var world = await World.CreateAsync(DatabaseKind.PostgreSql);
        var (scene, owners) = (world.Scene, world.Get<SetOwners>());
        var shop = await Scene.EntitlementAsync(world.Portal, scene.Target, "shop", "Write", "ephemeral:shop");
        await scene.PublishAsync("shop", [shop], new Rule("ask", new Effect.Ask(Hour, Hour, [new Stage([new Approver.Owner()], 1, Hour)]), new Condition.Always()));
        await Scene.Must(owners.RunAsync(scene.Tove, shop, [scene.Jon.Id], null, CancellationToken.None));

        await LateAsync(world, shop, scene.Jon, () => owners.RunAsync(scene.Tove, shop, [scene.Ann.Id], null, CancellationToken.None));
    }

    /// <summary>The last step of a vote that decides takes the requester's turn, and is held up there.</summary>
    private static async Task LateAsync(World world, EntitlementId what, Actor voter, Func<Task<Outcome<Done>>> takeAway)
    {
        var scene = world.Scene;
        var request = await Scene.Must(scene.AskAsync(scene.Mira, what, Hour));
        await using var db = world.Db();
        await using var holding = await db.Database.BeginTransactionAsync();
        await db.SubjectStates.Where(s => s.PersonId == scene.Mira.Id.Value).ExecuteUpdateAsync(s => s.SetProperty(r => r.Version, r => r.Version + 1));

        var voting = scene.ApproveAsync(voter, request);
        await Eventually.TrueAsync(async () => voting.IsCompleted || await world.SomebodyWaitsForALockAsync(), "the vote has looked, and waits for its requester");
        await Scene.Must(takeAway());
        await holding.CommitAsync();

        (await voting).Succeeded.ShouldBeFalse();
        (await world.RequestAsync(request.Value)).State.ShouldBe(RequestState.AwaitingApproval);
    }
}
