using JitPortal.Application.Approvals;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.People;

/// <summary>A service or a CI job asks and holds, never decides, and its owner never decides for it (I-20).</summary>
public sealed class WorkloadTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly SignIn Ci = new("https://issuer.test", "ci", "ci", null, PortalRole.None, null, IsWorkload: true, OwnerSubject: "bo");

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_OwnerNowOrAtFiling_IsForbiddenAndOthersAreNot(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(await MeetAsync(world, Ci), scene.Asks, Hour));

        (await scene.ApproveAsync(scene.Bo, id)).Refusal.ShouldBe(new Refusal.Forbidden("Nobody decides on requests of a workload they own. Another approver has to."));
        (await world.Get<ListApprovals>().RunAsync(scene.Bo, CancellationToken.None)).ShouldBeEmpty();
        (await Scene.Must(world.Get<ReadRequest>().RunAsync(scene.Bo, id, CancellationToken.None))).MayDecide.ShouldBeFalse();
        await MeetAsync(world, Ci with { OwnerSubject = "ann" });
        (await scene.ApproveAsync(scene.Bo, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>("Bo owned it at filing");
        (await scene.ApproveAsync(scene.Ann, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>("Ann owns it now");
        await MeetAsync(world, Ci);
        (await world.Get<ListApprovals>().RunAsync(scene.Ann, CancellationToken.None)).ShouldHaveSingleItem();
        (await scene.ApproveAsync(scene.Ann, id)).Succeeded.ShouldBeTrue();
    }

    /// <summary>The same held by the database, for whoever comes past the use cases.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decisions_OwnersVoteByRawSql_IsRefusedByTheDatabase(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var ci = await MeetAsync(world, Ci);
        var id = await Scene.Must(scene.AskAsync(ci, scene.Asks, Hour));

        Task<int> InsertAsync(PersonId responsible, PersonId approver) => world.SqlAsync(
            "INSERT INTO decisions (\"RequestId\", \"RequesterId\", \"ResponsibleId\", \"ApproverId\", \"SeatId\", \"Basis\", \"Stage\", \"Approves\", \"Duration\", \"At\") "
            + $"SELECT {{0}}, {{1}}, {{2}}, {{3}}, {{3}}, 'named', 0, {(kind == DatabaseKind.Sqlite ? "1" : "true")}, 60000, \"PublishedAt\" FROM policies LIMIT 1",
            id.Value, ci.Id.Value, responsible.Value, approver.Value);

        await InsertAsync(scene.Bo.Id, scene.Bo.Id).ShouldThrowSqlAsync("CK_decisions_not_own");
        await InsertAsync(scene.Ann.Id, scene.Bo.Id).ShouldThrowSqlAsync("FOREIGN KEY");
        (await InsertAsync(scene.Bo.Id, scene.Ann.Id)).ShouldBe(1, "the statement itself is sound");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_ByAWorkloadInTheApproversGroup_IsForbidden(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var robot = await MeetAsync(world, Ci with { Groups = ["owners"], Roles = PortalRole.Requester | PortalRole.Approver | PortalRole.Administrator, OwnerSubject = null });
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));

        robot.Roles.ShouldBe(PortalRole.Requester, "whatever its token says");
        (await scene.ApproveAsync(robot, id)).Refusal.ShouldBe(new Refusal.Forbidden("A workload never decides. A person has to."));
        (await scene.DenyAsync(robot with { Kind = SubjectKind.Person }, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>("what is stored counts, not the session");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Recognise_AsTheOtherKind_IsForbidden(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var use = world.Get<RecognisePerson>();
        await MeetAsync(world, Ci);

        (await use.RunAsync(Ci with { IsWorkload = false }, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await use.RunAsync(Ci with { Subject = "mira" }, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
    }

    /// <summary>A token that is still valid must not bring back what a later sign-in has taken away.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Recognise_TokenOlderThanWhatIsKnown_ChangesNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var use = world.Get<RecognisePerson>();
        var old = new SignIn("https://issuer.test", "jon", "Jon", null, PortalRole.Administrator, ["owners"], false, TimeProvider.System.GetUtcNow().AddMinutes(-5));

        var still = await Scene.Must(use.RunAsync(old, CancellationToken.None));
        var newer = await Scene.Must(use.RunAsync(old with { StatedAt = TimeProvider.System.GetUtcNow().AddMinutes(1), Roles = PortalRole.Requester, Groups = ["payments"] }, CancellationToken.None));

        still.Groups.ShouldBe(world.Scene.Jon.Groups);
        still.Is(PortalRole.Administrator).ShouldBeFalse();
        newer.Groups.ShouldBe(["payments"]);
        newer.FactsAt.ShouldBeLessThanOrEqualTo(TimeProvider.System.GetUtcNow(), "nothing is stated in the future");
    }

    /// <summary>On PostgreSQL, where two write at once: the older of two that run beside each other waits, and then sees that it is.</summary>
    [Fact]
    public async Task Recognise_TokenThatIsOvertakenByASignIn_ChangesNothing()
    {
        await using var world = await World.CreateAsync(DatabaseKind.PostgreSql);
        var jon = world.Scene.Jon.Id.Value;
        var stated = TimeProvider.System.GetUtcNow().AddMinutes(1);
        await world.SqlAsync("""update people set "FactsAt" = {0} where "Id" = {1}""", stated.AddHours(-1), jon);
        var token = new SignIn("https://issuer.test", "jon", "Jon", null, PortalRole.Administrator, ["owners"], false, stated.AddMinutes(-2));
        await using var signIn = world.Db();
        await using var transaction = await signIn.Database.BeginTransactionAsync();
        await signIn.SubjectStates.Where(s => s.PersonId == jon).ExecuteUpdateAsync(s => s.SetProperty(r => r.Version, r => r.Version + 1));
        await signIn.People.Where(p => p.Id == jon).ExecuteUpdateAsync(s => s.SetProperty(p => p.FactsAt, stated));

        var recognised = world.Get<RecognisePerson>().RunAsync(token, CancellationToken.None);
        await Eventually.TrueAsync(world.SomebodyWaitsForALockAsync, "the token waits for the sign-in");
        await transaction.CommitAsync();

        (await Scene.Must(recognised)).Is(PortalRole.Administrator).ShouldBeFalse();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Recognise_OwnerWhoNeverSignedIn_IsTheSamePersonLater(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(await MeetAsync(world, Ci with { OwnerSubject = "newcomer" }), scene.Asks, Hour));
        var owner = await Scene.SignInAsync(world.Portal, "newcomer", "New Comer", PortalRole.Requester | PortalRole.Approver, "owners");

        (await scene.ApproveAsync(owner, id)).Refusal!.Message.ShouldStartWith("Nobody decides on requests of a workload they own.");
    }

    private static Task<Actor> MeetAsync(World world, SignIn signIn) => Scene.Must(world.Get<RecognisePerson>().RunAsync(signIn, CancellationToken.None));
}
