using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>Nobody decides on their own request, by any path and without an exception (I-20).</summary>
public sealed class OwnRequestTests
{
    private const string Sentence = "Nobody decides on their own request. Another approver has to.";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_OwnRequest_IsForbiddenToEverybody(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var everything = PortalRole.Requester | PortalRole.Approver | PortalRole.Administrator | PortalRole.Auditor;
        var root = await Scene.SignInAsync(world.Portal, "root", "Root", everything, "owners", "it", "engineering");
        await scene.PublishAsync("root-decides", [scene.Automatic], new Rule(
            "named", new Effect.Require(Stage: new Stage([new Approver.Person(root.Id, "Root"), new Approver.Person(scene.Bo.Id, "Bo Berg")], 1, Hour)), new Condition.Always()));
        foreach (var (who, what) in new[] { (scene.Mira, scene.Asks), (scene.Bo, scene.Asks), (root, scene.Asks), (root, scene.Automatic) })
        {
            var id = await Scene.Must(scene.AskAsync(who, what, Hour));
            var before = await world.StateAsync();

            (await scene.ApproveAsync(who, id)).Refusal.ShouldBe(new Refusal.Forbidden(Sentence));
            (await scene.DenyAsync(who, id)).Refusal.ShouldBe(new Refusal.Forbidden(Sentence));
            (await scene.ApproveAsync(who with { Roles = everything, Groups = ["owners"] }, id)).Refusal.ShouldBe(new Refusal.Forbidden(Sentence));

            (await world.StateAsync()).ShouldBe(before);
            (await world.Get<ListApprovals>().RunAsync(who, CancellationToken.None)).ShouldNotContain(a => a.Request.Id == id);
            (await Scene.Must(world.Get<ReadRequest>().RunAsync(who, id, CancellationToken.None))).MayDecide.ShouldBeFalse();
        }
        (await world.GrantsAsync()).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_AdministratorWhoIsNoApprover_IsForbidden(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var id = await Scene.Must(world.Scene.AskAsync(world.Scene.Mira, world.Scene.Asks, Hour));

        (await world.Scene.ApproveAsync(world.Scene.Tove, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await world.Scene.ApproveAsync(Actor.Portal, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
    }

    /// <summary>The same held by the database, for whoever comes past the use cases.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decisions_OwnVoteByRawSql_IsRefusedByTheDatabase(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));

        await InsertAsync(world, id, requester: scene.Mira, approver: scene.Mira).ShouldThrowSqlAsync("CK_decisions_not_own");
        await InsertAsync(world, id, requester: scene.Jon, approver: scene.Mira).ShouldThrowSqlAsync("FOREIGN KEY");
        await InsertAsync(world, RequestId.New(), requester: scene.Mira, approver: scene.Bo).ShouldThrowSqlAsync("FOREIGN KEY");
        (await InsertAsync(world, id, requester: scene.Mira, approver: scene.Bo)).ShouldBe(1, "the statement itself is sound");
        await InsertAsync(world, id, requester: scene.Mira, approver: scene.Bo).ShouldThrowSqlAsync("UNIQUE");
        await world.SqlAsync("UPDATE decisions SET \"ApproverId\" = \"RequesterId\"").ShouldThrowSqlAsync("CK_decisions_not_own");
        await world.SqlAsync("UPDATE decisions SET \"RequesterId\" = {0}, \"ResponsibleId\" = {0}", scene.Bo.Id.Value).ShouldThrowSqlAsync("CK_decisions_not_own");
        await world.SqlAsync("UPDATE requests SET \"RequesterId\" = {0}", scene.Bo.Id.Value).ShouldThrowSqlAsync("FOREIGN KEY");
    }

    private static Task<int> InsertAsync(World world, RequestId request, Actor requester, Actor approver) => world.SqlAsync(
        "INSERT INTO decisions (\"RequestId\", \"RequesterId\", \"ResponsibleId\", \"ApproverId\", \"SeatId\", \"Basis\", \"Stage\", \"Approves\", \"Duration\", \"At\") "
        + $"SELECT {{0}}, {{1}}, {{1}}, {{2}}, {{2}}, 'named', 0, {(world.Database.Kind == DatabaseKind.Sqlite ? "1" : "true")}, 60000, \"PublishedAt\" FROM policies LIMIT 1",
        request.Value, requester.Id.Value, approver.Id.Value);
}
