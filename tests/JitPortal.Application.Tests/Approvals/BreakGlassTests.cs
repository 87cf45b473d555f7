using JitPortal.Application.Approvals;
using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>Break-glass works with approvers away, is short and loud, and must be reviewed (I-28); by others than whoever used it (I-20).</summary>
public sealed class BreakGlassTests
{
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);

    private static readonly ReviewForm Accept = new(true, "");

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Emergency_NobodyToAsk_OpensAtOnceAndOwesAReview(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var what = await scene.BreakGlassAsync("ledger", new Approver.Group("owners"));
        (await scene.AskAsync(scene.Mira, what, HalfHour)).Succeeded.ShouldBeTrue("it is filed, and refused");
        (await world.GrantsAsync()).ShouldBeEmpty("only an emergency opens it");

        var id = await Scene.Must(EmergencyAsync(world, scene.Mira, what));
        await scene.OpenDueAsync();

        (await scene.GrantOfAsync(id)).ShouldSatisfyAllConditions(g => g.State.ShouldBe(GrantState.Active), g => g.Duration.ShouldBe(HalfHour));
        (await world.RequestAsync(id.Value)).Emergency.ShouldBeTrue();
        var review = (await world.Get<ListPostReviews>().RunAsync(scene.Bo, CancellationToken.None)).ShouldHaveSingleItem();
        review.ShouldSatisfyAllConditions(
            r => r.State.ShouldBe(PostReviewState.Due), r => r.MayReview.ShouldBeTrue(), r => r.MayExplain.ShouldBeFalse(), r => r.Told.ShouldBe(3, "Bo, Ann and Tove"));
        (await world.FactAsync(AuditTypes.BreakGlassOpened, "told")).Split(' ').ShouldBe([scene.Bo.Id.ToString(), scene.Ann.Id.ToString(), scene.Tove.Id.ToString()], ignoreOrder: true);
    }

    /// <summary>It must be loud even at night, when nobody has signed in for half a day; and to a group that owns the resource.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Emergency_ReviewersHaveToSignInAgainAndAGroupOwnsIt_AllAreTold(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        var what = await scene.BreakGlassAsync("ledger", new Approver.Group("owners"));
        var ida = await Scene.SignInAsync(world.Portal, "ida", "Ida Roe", PortalRole.Requester, "vault-keepers");
        await Scene.Must(world.Get<Application.Catalog.SetOwners>().RunAsync(scene.Tove, what, [], "vault-keepers", CancellationToken.None));
        time.Advance(TimeSpan.FromHours(13));
        await Scene.SignInAsync(world.Portal, "mira", "Mira Kovač", scene.Mira.Roles, "engineering");

        await Scene.Must(EmergencyAsync(world, scene.Mira, what));

        (await world.FactAsync(AuditTypes.BreakGlassOpened, "told")).Split(' ')
            .ShouldBe([scene.Bo.Id.ToString(), scene.Ann.Id.ToString(), scene.Tove.Id.ToString(), ida.Id.ToString()], ignoreOrder: true);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Emergency_LongerThanTheRouteAdmits_IsRefused(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var what = await world.Scene.BreakGlassAsync("ledger", new Approver.Group("owners"));

        await Scene.Must(world.Get<SubmitRequest>().RunAsync(world.Scene.Mira, new RequestForm(what, 2 * HalfHour, "The shop is down", Emergency: true), CancellationToken.None));

        (await world.GrantsAsync()).ShouldBeEmpty();
        await using var db = world.Db();
        (await db.PostReviews.CountAsync()).ShouldBe(0);
    }

    /// <summary>What waits for somebody who is asleep gives way, so that their approval in the morning grants nothing twice.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Emergency_WhileTheSameWaitsForApproval_TakesItBack(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await GlassOnAsksAsync(world);
        var waiting = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, HalfHour));

        await Scene.Must(EmergencyAsync(world, scene.Mira, scene.Asks));

        (await world.RequestAsync(waiting.Value)).State.ShouldBe(RequestState.Withdrawn);
        (await scene.ApproveAsync(scene.Bo, waiting)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await world.GrantsAsync()).ShouldHaveSingleItem();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Review_ByHolderOrTheirStandIn_NeverAndByAnotherOnce(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var what = await scene.BreakGlassAsync("ledger", new Approver.Group("owners"));
        await Scene.Must(world.Get<GoAway>().RunAsync(scene.Bo, new AwayForm(scene.Ann.Id, null, world.Portal.Clock.GetUtcNow().AddHours(1)), CancellationToken.None));
        var cem = await Scene.SignInAsync(world.Portal, "cem", "Cem Aydın", scene.Bo.Roles, "owners");
        var id = await Scene.Must(EmergencyAsync(world, scene.Bo, what));

        (await JudgeAsync(world, scene.Bo, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await JudgeAsync(world, scene.Ann, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>("she stands in for him");
        (await JudgeAsync(world, scene.Tove, id)).Refusal.ShouldBeOfType<Refusal.Forbidden>("no exception for administrators");
        (await JudgeAsync(world, scene.Jon, id)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        await Scene.Must(world.Get<ExplainEmergency>().RunAsync(scene.Bo, id, "The shop was down.", CancellationToken.None));
        await Scene.Must(JudgeAsync(world, cem, id));
        (await JudgeAsync(world, cem, id)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await world.Get<ExplainEmergency>().RunAsync(scene.Bo, id, "And more.", CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>();

        await world.SqlAsync("UPDATE post_reviews SET \"ReviewerId\" = \"HolderId\"").ShouldThrowSqlAsync("CK_post_reviews_not_own");
        await world.SqlAsync("UPDATE post_reviews SET \"ReviewerId\" = NULL").ShouldThrowSqlAsync("CK_post_reviews_by_somebody");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Review_Overdue_TakesBreakGlassFromTheHolderUntilItIsJudged(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        var (first, second) = (await scene.BreakGlassAsync("ledger", new Approver.Person(scene.Bo.Id, "Bo Berg")), await scene.BreakGlassAsync("shop", new Approver.Group("owners")));
        var id = await Scene.Must(EmergencyAsync(world, scene.Mira, first));
        time.Advance(TimeSpan.FromDays(1));

        // The date alone takes it, before any loop has looked.
        (await EmergencyAsync(world, scene.Mira, second)).Refusal.ShouldBeOfType<Refusal.Forbidden>().Message.ShouldStartWith("There is no emergency access for you while the review");
        (await world.Get<PreviewRequest>().RunAsync(scene.Mira, new RequestForm(second, HalfHour, ""), CancellationToken.None)).Value.Emergency.ShouldBeNull();
        await world.DecideDueAsync();
        await world.DecideDueAsync();
        (await world.AuditAsync()).Count(a => a.Type == AuditTypes.BreakGlassOverdue).ShouldBe(1);
        var tove = await Scene.SignInAsync(world.Portal, "tove", "Tove Dahl", PortalRole.Administrator, "it");
        (await Scene.Must(world.Get<ReadOperations>().RunAsync(tove, CancellationToken.None))).OverdueReviews.ShouldBe(1);

        (await world.Get<ReviewEmergency>().RunAsync(scene.Bo, id, new ReviewForm(false, " "), CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Invalid>();
        await Scene.Must(world.Get<ReviewEmergency>().RunAsync(scene.Bo, id, new ReviewForm(false, "A restart was enough."), CancellationToken.None));
        await Scene.SignInAsync(world.Portal, "mira", "Mira Kovač", PortalRole.Requester, "engineering");
        await Scene.Must(EmergencyAsync(world, scene.Mira, second));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Preview_ApproversAreAway_SaysWhoIsBackFirstAndWhatIsLeft(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, now) = (world.Scene, world.Portal.Clock.GetUtcNow());
        await GlassOnAsksAsync(world);
        var form = new RequestForm(scene.Asks, HalfHour, "Check stuck refunds");
        (await PreviewAsync()).ShouldSatisfyAllConditions(p => p.NobodyHere.ShouldBeNull(), p => p.Emergency.ShouldNotBeNull().Duration.ShouldBe(HalfHour));

        await Scene.Must(world.Get<GoAway>().RunAsync(scene.Bo, new AwayForm(scene.Tove.Id, null, now.AddHours(5)), CancellationToken.None));
        await Scene.Must(world.Get<GoAway>().RunAsync(scene.Ann, new AwayForm(scene.Bo.Id, null, now.AddHours(9)), CancellationToken.None));
        (await PreviewAsync()).NobodyHere.ShouldBeNull("Tove is here, in the seat of Bo");
        await Scene.Must(world.Get<DisablePerson>().RunAsync(Actor.Portal, scene.Tove.Id, CancellationToken.None));

        var nobody = (await PreviewAsync()).NobodyHere.ShouldNotBeNull();
        nobody.Next.ShouldBe("Bo Berg");

        async Task<RequestPreview> PreviewAsync() => await Scene.Must(world.Get<PreviewRequest>().RunAsync(scene.Mira, form, CancellationToken.None));
    }

    /// <summary>What was had just before counts towards the limit: what is offered is what can be had, not what the rule begins with.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Preview_PartOfItWasHadJustBefore_OffersWhatIsLeft(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        await GlassOnAsksAsync(world);
        var first = await Scene.Must(EmergencyAsync(world, scene.Mira, scene.Asks));
        await scene.OpenDueAsync();
        time.Advance(TimeSpan.FromMinutes(20));
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId((await scene.GrantOfAsync(first)).Id), CancellationToken.None));
        await scene.RevokeDueAsync();

        var preview = await Scene.Must(world.Get<PreviewRequest>().RunAsync(scene.Mira, new RequestForm(scene.Asks, HalfHour, "Still down"), CancellationToken.None));
        var offer = preview.Emergency.ShouldNotBeNull();
        offer.Duration.ShouldBe(TimeSpan.FromMinutes(10), "20 of 30 min were had");
        var again = await Scene.Must(world.Get<SubmitRequest>().RunAsync(scene.Mira, new RequestForm(scene.Asks, offer.Duration, "Still down", Emergency: true), CancellationToken.None));
        (await world.RequestAsync(again.Value)).State.ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ParallelReviews_OfOneUse_OneIsTheFinding(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, node) = (world.Scene, await world.NodeAsync());
        var what = await scene.BreakGlassAsync("ledger", new Approver.Group("owners"));
        var id = await Scene.Must(EmergencyAsync(world, scene.Mira, what));

        var answers = await World.AtOnceAsync<Outcome<Done>>(
            () => JudgeAsync(world, scene.Bo, id),
            () => node.Get<ReviewEmergency>().RunAsync(scene.Ann, id, new ReviewForm(false, "It was not needed."), CancellationToken.None));

        answers.Count(a => a.Succeeded).ShouldBe(1);
        (await world.AuditAsync()).Count(a => a.Type is AuditTypes.BreakGlassAccepted or AuditTypes.BreakGlassDisputed).ShouldBe(1);
    }

    private static Task GlassOnAsksAsync(World world) => world.Scene.PublishAsync("glass", [world.Scene.Asks], new Rule(
        "glass", new Effect.Automatic(HalfHour, HalfHour, BreakGlass: new BreakGlass([new Approver.Group("owners")], TimeSpan.FromDays(1))), new Condition.Always()));

    private static Task<Outcome<RequestId>> EmergencyAsync(World world, Actor who, EntitlementId what) =>
        world.Get<SubmitRequest>().RunAsync(who, new RequestForm(what, HalfHour, "The shop is down", Emergency: true), CancellationToken.None);

    private static Task<Outcome<Done>> JudgeAsync(World world, Actor who, RequestId id) => world.Get<ReviewEmergency>().RunAsync(who, id, Accept, CancellationToken.None);
}
