using JitPortal.Application.Approvals;
using JitPortal.Application.Catalog;
using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Storage.People;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>Who decides by owner, manager and escalation, and who never does (I-20): by no path, and no exception for administrators.</summary>
public sealed class WhoNeverCountsTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_OwnerOfTheResource_DecidesUntilSomebodyElseOwnsIt(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, shop) = (world.Scene, await ShopAsync(world, new Approver.Owner()));
        await OwnedByAsync(world, shop, [scene.Jon.Id], null);
        var first = await Scene.Must(scene.AskAsync(scene.Mira, shop, Hour));
        (await scene.ApproveAsync(scene.Bo, first)).Succeeded.ShouldBeFalse();
        await Scene.Must(scene.ApproveAsync(scene.Jon, first));

        await OwnedByAsync(world, shop, [], "owners");
        var ofJon = await Scene.Must(scene.AskAsync(scene.Jon, shop, Hour));
        (await scene.ApproveAsync(scene.Jon, ofJon)).Refusal.ShouldBeOfType<Refusal.Forbidden>("it is his own");
        await Scene.Must(scene.ApproveAsync(scene.Bo, ofJon));

        await using var db = world.Db();
        (await db.Decisions.OrderBy(d => d.At).Select(d => d.Basis).ToListAsync()).ShouldBe(["owner of the resource", "owner of the resource"]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_ManagerOfTheRequester_FromSignInOrSetByAnAdministrator(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, shop) = (world.Scene, await ShopAsync(world, new Approver.Manager()));
        await ManagedAsync(world, "mira", "Mira Kovač", manager: "jon");
        var first = await Scene.Must(scene.AskAsync(scene.Mira, shop, Hour));
        (await scene.ApproveAsync(scene.Ann, first)).Succeeded.ShouldBeFalse();
        await Scene.Must(scene.ApproveAsync(scene.Jon, first));
        await world.SqlAsync("UPDATE grants SET \"State\" = 5, \"NextAttemptAt\" = NULL");

        await Scene.Must(world.Get<SetManager>().RunAsync(scene.Tove, scene.Mira.Id, scene.Ann.Id, CancellationToken.None));
        await ManagedAsync(world, "mira", "Mira Kovač", manager: "jon");   // the issuer says so still; the administrator has the word
        var second = await Scene.Must(scene.AskAsync(scene.Mira, shop, Hour));
        (await scene.ApproveAsync(scene.Jon, second)).Succeeded.ShouldBeFalse();
        await Scene.Must(scene.ApproveAsync(scene.Ann, second));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Manager_Oneself_IsNeverKept(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await ManagedAsync(world, "bo", "Bo Berg", manager: "bo");

        (await world.Get<SetManager>().RunAsync(scene.Tove, scene.Bo.Id, scene.Bo.Id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Invalid>();
        await world.SqlAsync("UPDATE people SET \"ManagerId\" = \"Id\" WHERE \"Id\" = {0}", scene.Bo.Id.Value).ShouldThrowSqlAsync("CK_people_not_own_manager");
        await using var db = world.Db();
        (await db.People.CountAsync(p => p.ManagerId != null)).ShouldBe(0);
    }

    /// <summary>Two sign-ins linked to one person are one vote, and one requester.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_ByAnotherLinkedLogin_IsTheSamePerson(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await using (var db = world.Db())
        {
            db.Logins.Add(new LoginRow { Issuer = "https://issuer.test", Subject = "bo-2", PersonId = scene.Bo.Id.Value });
            await db.SaveChangesAsync();
        }
        var other = await Scene.SignInAsync(world.Portal, "bo-2", "Bo Berg", scene.Bo.Roles, "engineering", "owners");
        var own = await Scene.Must(scene.AskAsync(scene.Bo, scene.Asks, Hour));

        other.Id.ShouldBe(scene.Bo.Id);
        (await scene.ApproveAsync(other, own)).Refusal.ShouldBe(new Refusal.Forbidden("Nobody decides on their own request. Another approver has to."));
    }

    /// <summary>The editor of the winning rule, and whoever confirmed it, until somebody else has edited it; another rule of the policy does not matter.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_ByWhoWroteOrConfirmedTheRule_Never(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await WrittenAsync(world, version: 1, editor: scene.Bo.Id, confirmer: scene.Ann.Id);
        var cem = await Scene.SignInAsync(world.Portal, "cem", "Cem Aydın", scene.Bo.Roles, "owners");
        const string why = "Nobody decides by a rule that they wrote or confirmed last. Another approver has to.";
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        (await scene.ApproveAsync(scene.Bo, id)).Refusal.ShouldBe(new Refusal.Forbidden(why));
        (await scene.ApproveAsync(scene.Ann, id)).Refusal.ShouldBe(new Refusal.Forbidden(why));
        await Scene.Must(scene.ApproveAsync(cem, id));

        // A version that leaves the rule as it is takes nobody off, and one that changes it puts its own editor in their place.
        await PublishAsync(world, version: 2, longest: 8);
        await WrittenAsync(world, version: 2, editor: cem.Id, confirmer: null);
        var unchanged = await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour));
        (await scene.ApproveAsync(scene.Bo, unchanged)).Refusal.ShouldBe(new Refusal.Forbidden(why));
        await Scene.Must(scene.ApproveAsync(cem, unchanged));
        await PublishAsync(world, version: 3, longest: 7);
        await WrittenAsync(world, version: 3, editor: cem.Id, confirmer: null);
        var changed = await Scene.Must(scene.AskAsync(scene.Tove, scene.Asks, Hour));
        (await scene.ApproveAsync(cem, changed)).Refusal.ShouldBe(new Refusal.Forbidden(why));
        await Scene.Must(scene.ApproveAsync(scene.Bo, changed));
    }

    /// <summary>A rule whose only deciders wrote it themselves opens no request that would wait for nobody; a stage that another rule adds is judged with it.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task File_OnlyWhoWroteTheRuleCouldDecide_IsRefusedAtOnce(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await WrittenAsync(world, version: 1, editor: scene.Bo.Id, confirmer: scene.Ann.Id);
        const string why = "Not possible: only when one of owners can agree, and whoever wrote or confirmed this rule last does not count: somebody else has to be named, or has to edit it.";

        var refused = await world.RequestAsync((await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour))).Value);
        refused.State.ShouldBe(RequestState.Denied);
        VerdictDocument.Read(refused.Verdict).Value.Sentence.ShouldBe(why);

        await WrittenAsync(world, version: 1, editor: scene.Bo.Id, confirmer: null);
        (await world.RequestAsync((await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour))).Value)).State.ShouldBe(RequestState.AwaitingApproval, "Ann counts");
        await scene.PublishAsync("by-bo-too", [scene.Asks], new Rule("both", new Effect.Require(Stage: new Stage([new Approver.Person(scene.Bo.Id, "Bo Berg")], 1, Hour)), new Condition.Always()));
        (await world.RequestAsync((await Scene.Must(scene.AskAsync(scene.Jon, scene.Asks, Hour))).Value)).State.ShouldBe(RequestState.Denied, "Bo wrote the rule that it travels by, and only he could decide in the stage on top");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_Escalation_OpensByTimeAloneAndIsTold(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        var shop = await ShopAsync(world, new Stage([new Approver.Group("owners")], 1, 4 * Hour, new Escalation(Hour, [new Approver.Person(scene.Jon.Id, "Jon Sørli")])));
        var id = await Scene.Must(scene.AskAsync(scene.Mira, shop, Hour));

        (await scene.ApproveAsync(scene.Jon, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>("it is not his turn yet");
        time.Advance(Hour);
        await Scene.Must(scene.ApproveAsync(scene.Jon, id));   // whether or not a loop has looked

        var other = await Scene.Must(scene.AskAsync(scene.Tove, shop, Hour));
        time.Advance(Hour);
        await world.DecideDueAsync();
        await world.DecideDueAsync();
        (await world.AuditAsync()).Where(a => a.Type == Domain.Audit.AuditTypes.RequestEscalated).ShouldHaveSingleItem().RequestId.ShouldBe(other.Value);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_Fallback_OnlyWhileTheOthersAreTooFew(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var shop = await ShopAsync(world, new Stage([new Approver.Group("owners")], 2, 4 * Hour, Fallback: [new Approver.Person(scene.Jon.Id, "Jon Sørli")]));
        var enough = await Scene.Must(scene.AskAsync(scene.Mira, shop, Hour));
        (await scene.ApproveAsync(scene.Jon, enough)).Refusal.ShouldBeOfType<Refusal.Forbidden>("Bo and Ann can do it");

        await Scene.Must(world.Get<DisablePerson>().RunAsync(scene.Tove, scene.Ann.Id, CancellationToken.None));
        await Scene.Must(scene.ApproveAsync(scene.Jon, enough));
        await Scene.Must(scene.ApproveAsync(scene.Bo, enough));

        (await world.RequestAsync(enough.Value)).State.ShouldBe(RequestState.Approved);
    }

    /// <summary>Whoever has decided in an earlier stage cannot fill a later one any more; whoever has in this one does.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_Fallback_CountsWhoIsLeftForThisStage(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var shop = await ShopAsync(
            world,
            new Stage([new Approver.Group("owners")], 1, 4 * Hour),
            new Stage([new Approver.Group("owners")], 2, 4 * Hour, Fallback: [new Approver.Person(scene.Jon.Id, "Jon Sørli")]));
        var tooFew = await Scene.Must(scene.AskAsync(scene.Mira, shop, Hour));
        await Scene.Must(scene.ApproveAsync(scene.Bo, tooFew));
        await Scene.Must(scene.ApproveAsync(scene.Jon, tooFew));
        await Scene.Must(scene.ApproveAsync(scene.Ann, tooFew));
        (await world.RequestAsync(tooFew.Value)).State.ShouldBe(RequestState.Approved);

        var cem = await Scene.SignInAsync(world.Portal, "cem", "Cem Aydın", scene.Bo.Roles, "owners");
        var enough = await Scene.Must(scene.AskAsync(scene.Tove, shop, Hour));
        await Scene.Must(scene.ApproveAsync(cem, enough));
        await Scene.Must(scene.ApproveAsync(scene.Bo, enough));
        (await scene.ApproveAsync(scene.Jon, enough)).Refusal.ShouldBeOfType<Refusal.Forbidden>("Bo has agreed and Ann can");
    }

    /// <summary>One seat is one vote: who stands in adds nobody.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_Fallback_AStandInDoesNotCountBesideWhoIsAway(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var shop = await ShopAsync(world, new Stage([new Approver.Owner()], 2, 4 * Hour, Fallback: [new Approver.Person(scene.Jon.Id, "Jon Sørli")]));
        await OwnedByAsync(world, shop, [scene.Ann.Id], null);
        await GoAwayAsync(world, scene.Ann, scene.Bo);
        var id = await Scene.Must(scene.AskAsync(scene.Mira, shop, Hour));

        await Scene.Must(scene.ApproveAsync(scene.Jon, id));
        await Scene.Must(scene.ApproveAsync(scene.Bo, id));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Approved);
    }

    /// <summary>That somebody does not count because the requester named them opens nothing.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_Fallback_IsNotOpenedByTheRequestersStandIn(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var shop = await ShopAsync(world, new Stage([new Approver.Owner()], 1, 4 * Hour, Fallback: [new Approver.Person(scene.Ann.Id, "Ann Lowe")]));
        await OwnedByAsync(world, shop, [scene.Bo.Id], null);
        await GoAwayAsync(world, scene.Mira, scene.Jon);
        var id = await Scene.Must(scene.AskAsync(scene.Mira, shop, Hour));
        await OwnedByAsync(world, shop, [scene.Jon.Id], null);

        (await scene.ApproveAsync(scene.Jon, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>("Mira has named him");
        (await scene.ApproveAsync(scene.Ann, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>("and that was her choice");
    }

    /// <summary>A vote from yesterday counts although its voter has not signed in since: nothing was learned against it.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_SecondVoteAfterTheFirstSignInHasAged_CompletesTheQuorum(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        var shop = await ShopAsync(world, new Stage([new Approver.Group("owners")], 2, TimeSpan.FromDays(2)));
        var id = await Scene.Must(scene.AskAsync(scene.Mira, shop, Hour));
        await Scene.Must(scene.ApproveAsync(scene.Ann, id));
        time.Advance(TimeSpan.FromHours(13));
        (await scene.ApproveAsync(scene.Bo, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>("his own groups are too old to vote by");
        await Scene.SignInAsync(world.Portal, "bo", "Bo Berg", scene.Bo.Roles, "owners");
        await Scene.SignInAsync(world.Portal, "mira", "Mira Kovač", scene.Mira.Roles, "engineering");

        await Scene.Must(scene.ApproveAsync(scene.Bo, id));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Approved);
    }

    private static Task<Done> GoAwayAsync(World world, Actor who, Actor standIn) =>
        Scene.Must(world.Get<GoAway>().RunAsync(who, new AwayForm(standIn.Id, null, world.Portal.Clock.GetUtcNow() + 4 * Hour), CancellationToken.None));

    private static Task<EntitlementId> ShopAsync(World world, Approver approver) => ShopAsync(world, new Stage([approver], 1, 4 * Hour));

    private static async Task<EntitlementId> ShopAsync(World world, params Stage[] stages)
    {
        var shop = await Scene.EntitlementAsync(world.Portal, world.Scene.Target, "shop", "Write", "ephemeral:shop");
        await world.Scene.PublishAsync("shop", [shop], new Rule("ask", new Effect.Ask(8 * Hour, Hour, stages.ToValueList()), new Condition.Always()));
        return shop;
    }

    private static Task OwnedByAsync(World world, EntitlementId what, IReadOnlyList<PersonId> people, string? group) =>
        Scene.Must(world.Get<SetOwners>().RunAsync(world.Scene.Tove, what, people, group, CancellationToken.None));

    private static Task<Actor> ManagedAsync(World world, string subject, string name, string manager) => Scene.Must(world.Get<RecognisePerson>().RunAsync(
        new SignIn("https://issuer.test", subject, name, null, PortalRole.Requester | PortalRole.Approver, ["engineering"], false, ManagerSubject: manager), CancellationToken.None));

    private static async Task WrittenAsync(World world, int version, PersonId editor, PersonId? confirmer)
    {
        await using var db = world.Db();
        var (by, confirmed) = (editor.Value, confirmer?.Value);
        await db.Policies.Where(p => p.Name == "owners-decide" && p.Version == version)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.EditedById, by).SetProperty(p => p.ConfirmedById, confirmed));
    }

    private static async Task PublishAsync(World world, int version, int longest)
    {
        await using var db = world.Db();
        var before = PolicyDocument.Read(await db.Policies.Where(p => p.Name == "owners-decide").OrderByDescending(p => p.Version).Select(p => p.Document).FirstAsync()).Value;
        var rules = before.Rules.Select(rule => rule.Effect is Effect.Ask ask ? rule with { Effect = ask with { Longest = longest * Hour } } : rule)
            .Append(new Rule($"note-{version}", new Effect.Require(Longest: 8 * Hour), new Condition.Always())).DistinctBy(rule => rule.Id);
        await Scene.Must(world.Get<PublishPolicy>().RunAsync(Actor.Portal, before with { Version = version, Rules = rules.ToValueList() }, CancellationToken.None));
    }
}
