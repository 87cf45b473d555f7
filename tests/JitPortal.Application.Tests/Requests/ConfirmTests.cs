using JitPortal.Application.Approvals;
using JitPortal.Application.Catalog;
using JitPortal.Application.Requests;
using JitPortal.Application.Tests.Notices;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Notices;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Storage.Notices;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Requests;

/// <summary>Everybody agreed, and by now the policies ask the requester for a multi-factor sign-in that was not asked for at filing (I-23).</summary>
public sealed class ConfirmTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly Condition Always = new Condition.Always();
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    [Trait("Invariant", "I-23")]
    public async Task Confirm_AtTheLevelAskedForByNow_GrantsAndOpens(DatabaseKind kind)
    {
        var (world, id) = await AgreedAsync(kind);
        await using var ending = world;
        var scene = world.Scene;
        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.AwaitingStepUp);
        (await world.FactAsync(AuditTypes.RequestStepUpAsked, "why")).ShouldBe("The policies ask for a multi-factor sign-in by now.");
        var before = await world.StateAsync();

        (await ConfirmAsync(world, At(scene.Mira, AssuranceLevel.Basic), id)).Refusal
            .ShouldBe(new Refusal.NeedsStepUp(AssuranceLevel.MultiFactor, "The policies ask for a multi-factor sign-in by now."));
        (await world.StateAsync()).ShouldBe(before, "a sign-in that is too weak changes nothing");
        await Scene.Must(ConfirmAsync(world, At(scene.Mira, AssuranceLevel.MultiFactor), id));
        await scene.OpenDueAsync();

        (await world.RequestAsync(id.Value)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RequestState.Approved), r => r.AssuranceLevel.ShouldBe(AssuranceLevel.MultiFactor));
        (await scene.GrantOfAsync(id)).State.ShouldBe(GrantState.Active, "the check at opening counts the new sign-in");
        (await Scene.Must(world.Get<ReadRequest>().RunAsync(scene.Mira, id, None))).Timeline.Single(e => e.Type == AuditTypes.RequestApproved).Actor.ShouldBe("Bo Berg", "it is not hers to approve");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Confirm_ByAnybodyElse_IsNotFoundAndADecisionComesTooLate(DatabaseKind kind)
    {
        var (world, id) = await AgreedAsync(kind);
        await using var ending = world;

        (await ConfirmAsync(world, At(world.Scene.Bo, AssuranceLevel.PhishingResistant), id)).Refusal.ShouldBeOfType<Refusal.NotFound>();
        (await world.Scene.ApproveAsync(world.Scene.Ann, id)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldContain("it waits for a sign-in of the requester");
        (await world.Scene.DenyAsync(world.Scene.Ann, id)).Refusal.ShouldBeOfType<Refusal.Conflict>();

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.AwaitingStepUp);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task WaitingForASignIn_AskedForAgain_SaysWhatItWaitsFor(DatabaseKind kind)
    {
        var (world, _) = await AgreedAsync(kind);
        await using var ending = world;
        var scene = world.Scene;

        (await scene.AskAsync(scene.Mira, scene.Asks, Hour)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message
            .ShouldBe("You have asked for this already, and it was approved; it waits for you to sign in again.");
        (await world.Get<ListCatalog>().RunAsync(scene.Mira, None)).Single(item => item.Id == scene.Asks).Waiting!.State.ShouldBe(RequestState.AwaitingStepUp);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Confirm_BeforeItsMailGoesOut_TheMailIsDropped(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        var (world, scene) = (mail.World, mail.World.Scene);
        var agreed = await AgreedAsync(world, scene.Mira, scene.Jon);
        var (late, due) = (agreed[0], agreed[1]);
        await world.TellAsync();
        await Scene.Must(ConfirmAsync(world, At(scene.Mira, AssuranceLevel.MultiFactor), late));

        await mail.SendAsync();

        var asked = (await world.NoticesAsync()).Where(n => n.Kind == NoticeKind.SignInAsked).ToDictionary(n => new RequestId(n.RequestId!.Value), n => n.Number);
        var sent = (await world.DeliveriesAsync()).ToDictionary(d => d.Notice);
        sent[asked[late]].ShouldSatisfyAllConditions(d => d.State.ShouldBe(DeliveryState.Dropped), d => d.LastError.ShouldBe("It was confirmed, withdrawn or lapsed meanwhile."));
        sent[asked[due]].State.ShouldBe(DeliveryState.Sent);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Confirm_WithoutAWayToTheLevel_IsForbiddenAndTheRequestStillWaits(DatabaseKind kind)
    {
        var (world, id) = await AgreedAsync(kind);
        await using var ending = world;

        (await ConfirmAsync(world, world.Scene.Mira with { Assurance = Assurance.Lowest }, id)).Refusal
            .ShouldBeOfType<Refusal.Forbidden>().Message.ShouldContain("there is no way to one from here");

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.AwaitingStepUp);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Confirm_PolicyAsksForAnotherStageAsWell_GoesToItsApproversNext(DatabaseKind kind)
    {
        var (world, id) = await AgreedAsync(kind);
        await using var ending = world;
        var scene = world.Scene;
        await world.RequireAsync(new Effect.Require(Stage: new Stage([new Approver.Group("engineering")], 1, Hour)), Always, scene.Asks);

        await Scene.Must(ConfirmAsync(world, At(scene.Mira, AssuranceLevel.MultiFactor), id));
        (await world.RequestAsync(id.Value)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(RequestState.AwaitingApproval), r => r.Stage.ShouldBe(1));
        await Scene.Must(scene.ApproveAsync(scene.Jon, id));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Approved, "the sign-in is not asked for twice");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Confirm_PolicyRefusesMeanwhile_EndsItWithTheReason(DatabaseKind kind)
    {
        var (world, id) = await AgreedAsync(kind);
        await using var ending = world;
        await world.RequireAsync(new Effect.Refuse("Frozen until Monday."), Always, world.Scene.Asks);

        await Scene.Must(ConfirmAsync(world, At(world.Scene.Mira, AssuranceLevel.MultiFactor), id));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Denied);
        (await world.FactAsync(AuditTypes.RequestRefused, "why"))!.ShouldContain("Frozen until Monday.");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task AwaitingStepUp_AfterAnHour_LapsesSayingWhy(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        var (world, id) = await AgreedAsync(kind, time);
        await using var ending = world;

        time.Advance(Hour);
        (await ConfirmAsync(world, At(world.Scene.Mira, AssuranceLevel.MultiFactor), id)).Refusal.ShouldBeOfType<Refusal.Conflict>("also before the loop came to it");
        await world.Get<LapseRequests>().RunAsync(None);

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Lapsed);
        var view = await Scene.Must(world.Get<ReadRequest>().RunAsync(world.Scene.Mira, id, None));
        const string why = "The sign-in that was asked for was not given in time.";
        view.Timeline.Single(e => e.Type == AuditTypes.RequestLapsed).Note.ShouldBe(why);
        (await world.Scene.ApproveAsync(world.Scene.Ann, id)).Refusal.ShouldBe(new Refusal.Conflict($"It has lapsed. {why}"));
        await world.TellAsync();
        (await world.WordsAsync(world.Scene.Ann))[0].ShouldBe(new NoticeText("Lapsed: Mira Kovač, ledger-db Write, 2 h", $"{why} Nothing to do."));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task AwaitingStepUp_IsOneRequestThatStandsInNobodysInbox_AndCanBeWithdrawn(DatabaseKind kind)
    {
        var (world, id) = await AgreedAsync(kind);
        await using var ending = world;
        var scene = world.Scene;

        (await scene.AskAsync(scene.Mira, scene.Asks, Hour)).Refusal.ShouldBeOfType<Refusal.Conflict>("it would be granted twice");
        (await world.Get<ListApprovals>().RunAsync(scene.Ann, None)).ShouldBeEmpty();
        var view = await Scene.Must(world.Get<ReadRequest>().RunAsync(scene.Mira, id, None));
        view.ShouldSatisfyAllConditions(v => v.MayConfirm.ShouldBeTrue(), v => v.WaitingFor.ShouldBe("a sign-in of Mira Kovač"));
        (await Scene.Must(world.Get<ReadRequest>().RunAsync(scene.Bo, id, None))).MayConfirm.ShouldBeFalse();
        await Scene.Must(world.Get<WithdrawRequest>().RunAsync(scene.Mira, id, None));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Withdrawn);
        (await ConfirmAsync(world, At(scene.Mira, AssuranceLevel.MultiFactor), id)).Refusal.ShouldBeOfType<Refusal.Conflict>();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task AwaitingStepUp_TellsTheRequesterWhatIsNeededAndUntilWhen(DatabaseKind kind)
    {
        var (world, id) = await AgreedAsync(kind);
        await using var ending = world;

        await world.TellAsync();

        var text = (await world.WordsAsync(world.Scene.Mira))[0];
        text.Title.ShouldStartWith("Sign in again: ");
        text.Title.ShouldContain(" — by ");
        text.First.ShouldBe("Everybody who was asked agreed. The policies ask for a multi-factor sign-in by now. Nothing is open yet.");
        (await world.ToldAsync()).ShouldContain("Ann: NothingToDo", "she was asked, and is not any more");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_OnAWorkloadThatCannotSignInMoreSurely_EndsWithTheReason(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, Hour));
        await using (var db = world.Db())
            await db.People.Where(p => p.Id == scene.Mira.Id.Value).ExecuteUpdateAsync(s => s.SetProperty(p => p.IsWorkload, true));
        await world.RequireAsync(new Effect.Require(Assurance: AssuranceLevel.MultiFactor), Always, scene.Asks);

        await Scene.Must(scene.ApproveAsync(scene.Bo, id));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Denied);
        (await world.FactAsync(AuditTypes.RequestRefused, "why")).ShouldBe("The policies ask for a multi-factor sign-in by now.");
    }

    private static async Task<(World World, RequestId Id)> AgreedAsync(DatabaseKind kind, FakeTimeProvider? time = null)
    {
        var world = await World.CreateAsync(kind, time);
        return (world, (await AgreedAsync(world, world.Scene.Mira))[0]);
    }

    private static async Task<IReadOnlyList<RequestId>> AgreedAsync(World world, params IReadOnlyList<Actor> requesters)
    {
        var scene = world.Scene;
        List<RequestId> asked = [];
        foreach (var requester in requesters)
            asked.Add(await Scene.Must(scene.AskAsync(requester, scene.Asks, 2 * Hour)));
        await world.TellAsync();
        await world.RequireAsync(new Effect.Require(Assurance: AssuranceLevel.MultiFactor), Always, scene.Asks);
        foreach (var id in asked)
            await Scene.Must(scene.ApproveAsync(scene.Bo, id));
        return asked;
    }

    private static Actor At(Actor who, AssuranceLevel level) => who with { Assurance = new Assurance(level, null, AssuranceLevel.PhishingResistant) };

    private static Task<Outcome<Done>> ConfirmAsync(World world, Actor actor, RequestId id) => world.Get<ConfirmRequest>().RunAsync(actor, id, None);
}
