using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Policies;

/// <summary>A change of policy is in force only after a second administrator agreed, or, while there has only ever been one, marked.</summary>
public sealed class FourEyesTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ProposePolicy_OneAdministratorEver_IsInForceAtOnceAndMarked(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var policy = Draft(world, "solo");
        var revision = await Scene.Must(world.Get<SaveDraft>().RunAsync(world.Scene.Tove, new DraftForm(policy, 0), CancellationToken.None));

        (await world.Get<ProposePolicy>().RunAsync(world.Scene.Tove, policy.Id, revision, CancellationToken.None)).Value.ShouldBe(Proposed.InForce);

        (await world.FactAsync(AuditTypes.PolicyPublished, "solo")).ShouldBe("one administrator alone");
        (await world.FactAsync(AuditTypes.PolicyPublished, "editedBy")).ShouldBe(world.Scene.Tove.Id.ToString());
        var view = await ReadAsync(world, world.Scene.Tove, policy.Id);
        view.InForce!.Version.ShouldBe(1);
        view.Draft.ShouldBeNull();
        view.Solo.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task SoloMode_SecondAdministratorSignedIn_EndsForGood(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        (await world.Get<ReadSoloMode>().RunAsync(CancellationToken.None)).ShouldBeTrue();

        var sven = await SecondAsync(world);
        (await world.Get<ReadSoloMode>().RunAsync(CancellationToken.None)).ShouldBeFalse();

        // It does not come back when there is only one again.
        await Scene.Must(world.Get<DisablePerson>().RunAsync(world.Scene.Tove, sven.Id, CancellationToken.None));
        await Scene.SignInAsync(world.Portal, "tove", "Tove Dahl", PortalRole.Requester | PortalRole.Administrator, "it");
        (await world.Get<ReadSoloMode>().RunAsync(CancellationToken.None)).ShouldBeFalse();
        (await world.AuditAsync()).Count(e => e.Type == AuditTypes.SoloEnded).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ConfirmPolicy_AnotherAdministrator_PutsItInForceWithBothNames(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var sven = await SecondAsync(world);
        var (policy, revision) = await ProposedAsync(world, "four eyes");

        await Scene.Must(world.Get<ConfirmPolicy>().RunAsync(sven, policy.Id, revision, CancellationToken.None));

        var inForce = (await ReadAsync(world, sven, policy.Id)).InForce!;
        (inForce.EditedBy, inForce.ConfirmedBy).ShouldBe(("Tove Dahl", "Sven Aas"));
        (await world.FactAsync(AuditTypes.PolicyPublished, "confirmedBy")).ShouldBe(sven.Id.ToString());
        // A request is decided by it from now on.
        (await world.Scene.AskAsync(world.Scene.Jon, world.Scene.Asks, Hour)).Succeeded.ShouldBeTrue();
        await using var db = world.Db();
        (await db.Grants.CountAsync()).ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ConfirmPolicy_OwnProposal_IsForbidden(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        _ = await SecondAsync(world);
        var (policy, revision) = await ProposedAsync(world, "mine");
        var before = await world.StateAsync();

        (await world.Get<ConfirmPolicy>().RunAsync(world.Scene.Tove, policy.Id, revision, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();

        (await world.StateAsync()).ShouldBe(before);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ConfirmPolicy_AppointedByTheAuthor_CountsOnlyAfterSevenDays(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        await Scene.Must(world.Get<AppointAdministrator>().RunAsync(world.Scene.Tove, world.Scene.Jon.Id, CancellationToken.None));
        var jon = await Scene.SignInAsync(world.Portal, "jon", "Jon Sørli", PortalRole.Requester, "engineering");
        jon.Is(PortalRole.Administrator).ShouldBeTrue("what the portal appointed outlives a sign-in that does not state it");
        var (policy, revision) = await ProposedAsync(world, "friends");

        (await world.Get<ConfirmPolicy>().RunAsync(jon, policy.Id, revision, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();

        time.Advance(TimeSpan.FromDays(7));
        await Scene.Must(world.Get<ConfirmPolicy>().RunAsync(jon, policy.Id, revision, CancellationToken.None));
    }

    /// <summary>Whom one has appointed just now puts forward what one wants: that is one pair of eyes, however many are between.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ConfirmPolicy_OfWhomOneAppointed_CountsOnlyAfterSevenDays(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var (scene, sven) = (world.Scene, await SecondAsync(world));
        var jon = await scene.AppointAsync(scene.Tove, scene.Jon);
        var ann = await scene.AppointAsync(jon, scene.Ann);
        var (ofJon, jons) = await ProposedAsync(world, "friends", jon);
        var (ofAnn, anns) = await ProposedAsync(world, "friends of friends", ann);

        (await world.Get<ConfirmPolicy>().RunAsync(scene.Tove, ofJon.Id, jons, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await world.Get<ConfirmPolicy>().RunAsync(scene.Tove, ofAnn.Id, anns, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await world.Get<ConfirmPolicy>().RunAsync(jon, ofAnn.Id, anns, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        await Scene.Must(world.Get<ConfirmPolicy>().RunAsync(sven, ofJon.Id, jons, CancellationToken.None));

        time.Advance(TimeSpan.FromDays(7));
        await Scene.Must(world.Get<ConfirmPolicy>().RunAsync(scene.Tove, ofAnn.Id, anns, CancellationToken.None));
    }

    /// <summary>Each has appointed the other: that must not go round for ever.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ConfirmPolicy_TwoWhoAppointedEachOther_AreOne(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, sven) = (world.Scene, await SecondAsync(world));
        var jon = await scene.AppointAsync(sven, scene.Jon);
        sven = await scene.AppointAsync(jon, await Scene.SignInAsync(world.Portal, "sven", "Sven Aas", PortalRole.Requester, "it"));
        var (policy, revision) = await ProposedAsync(world, "friends", jon);

        (await world.Get<ConfirmPolicy>().RunAsync(sven, policy.Id, revision, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        await Scene.Must(world.Get<ConfirmPolicy>().RunAsync(scene.Tove, policy.Id, revision, CancellationToken.None));
    }

    /// <summary>Who found out and disabled or stopped its author would else be the second pair of eyes for them.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ConfirmPolicy_AuthorIsDisabledStoppedOrNoAdministrator_HasToBeProposedAnew(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, sven) = (world.Scene, await SecondAsync(world));
        var third = await Scene.SignInAsync(world.Portal, "third", "Third", PortalRole.Administrator);
        var fourth = await Scene.SignInAsync(world.Portal, "fourth", "Fourth", PortalRole.Administrator);
        var (disabled, ofDisabled) = await ProposedAsync(world, "of one who was disabled", third);
        var (lost, ofLost) = await ProposedAsync(world, "of one who lost the role", fourth);
        var (stopped, ofStopped) = await ProposedAsync(world, "of one who is stopped", sven);
        await Scene.Must(world.Get<DisablePerson>().RunAsync(scene.Tove, third.Id, CancellationToken.None));
        await Scene.SignInAsync(world.Portal, "fourth", "Fourth", PortalRole.Requester);
        await Scene.Must(world.Get<PlaceLock>().RunAsync(scene.Tove, LockScope.Of(sven.Id), "Stolen laptop", CancellationToken.None));
        var before = await world.StateAsync();

        foreach (var (policy, revision) in new[] { (disabled, ofDisabled), (lost, ofLost), (stopped, ofStopped) })
            (await world.Get<ConfirmPolicy>().RunAsync(scene.Tove, policy.Id, revision, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>(policy.Name).Message.ShouldEndWith("propose it anew.");

        (await world.StateAsync()).ShouldBe(before);
        await Scene.Must(world.Get<DiscardDraft>().RunAsync(scene.Tove, disabled.Id, ofDisabled, CancellationToken.None));
        var anew = await Scene.Must(world.Get<SaveDraft>().RunAsync(scene.Tove, new DraftForm(disabled, 0), CancellationToken.None));
        (await Scene.Must(world.Get<ProposePolicy>().RunAsync(scene.Tove, disabled.Id, anew, CancellationToken.None))).ShouldBe(Proposed.Waits);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ConfirmPolicy_TwoAtOnce_OneIsFirst(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var sven = await SecondAsync(world);
        var third = await Scene.SignInAsync(world.Portal, "third", "Third", PortalRole.Administrator);
        var (policy, revision) = await ProposedAsync(world, "raced");

        var outcomes = await World.AtOnceAsync([.. new[] { sven, third, sven, third }.Select<Actor, Func<Task<Outcome<Done>>>>(who =>
            () => world.Get<ConfirmPolicy>().RunAsync(who, policy.Id, revision, CancellationToken.None))]);

        outcomes.Count(outcome => outcome.Succeeded).ShouldBe(1);
        outcomes.Where(outcome => !outcome.Succeeded).ShouldAllBe(outcome => outcome.Refusal is Refusal.Conflict);
        (await ReadAsync(world, sven, policy.Id)).Versions.Count.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task WithdrawProposal_ByEitherAdministrator_IsADraftAgain(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var sven = await SecondAsync(world);
        var (policy, revision) = await ProposedAsync(world, "not yet");

        await Scene.Must(world.Get<WithdrawProposal>().RunAsync(sven, policy.Id, revision, CancellationToken.None));

        var draft = (await ReadAsync(world, sven, policy.Id)).Draft!;
        draft.ProposedAt.ShouldBeNull();
        (await world.Get<ConfirmPolicy>().RunAsync(sven, policy.Id, draft.Revision, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        await Scene.Must(world.Get<SaveDraft>().RunAsync(world.Scene.Tove, new DraftForm(policy, draft.Revision), CancellationToken.None));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task RetirePolicy_WithASecondAdministrator_WaitsAndThenStopsApplying(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var sven = await SecondAsync(world);
        var (policy, revision) = await ProposedAsync(world, "short-lived");
        await Scene.Must(world.Get<ConfirmPolicy>().RunAsync(sven, policy.Id, revision, CancellationToken.None));

        (await world.Get<RetirePolicy>().RunAsync(sven, policy.Id, 1, CancellationToken.None)).Value.ShouldBe(Proposed.Waits);
        var draft = (await ReadAsync(world, sven, policy.Id)).Draft!;
        draft.Retires.ShouldBeTrue();
        (await world.Get<ConfirmPolicy>().RunAsync(sven, policy.Id, draft.Revision, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        await Scene.Must(world.Get<ConfirmPolicy>().RunAsync(world.Scene.Tove, policy.Id, draft.Revision, CancellationToken.None));

        var view = await ReadAsync(world, sven, policy.Id);
        view.InForce.ShouldBeNull();
        view.Versions.Count.ShouldBe(1, "a version never goes away");
        (await world.TypesAfterAsync(0)).ShouldContain(AuditTypes.PolicyRetired);
    }

    /// <summary>It refuses wherever it applies, so it must be possible to be rid of it.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task RetirePolicy_ThatCannotBeRead_StopsApplying(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var sven = await SecondAsync(world);
        var (policy, revision) = await ProposedAsync(world, "of-a-newer-build");
        await Scene.Must(world.Get<ConfirmPolicy>().RunAsync(sven, policy.Id, revision, CancellationToken.None));
        await using var db = world.Db();
        await db.Policies.Where(p => p.PolicyId == policy.Id.Value).ExecuteUpdateAsync(s => s.SetProperty(p => p.Document, "not a policy of this build"));

        (await world.Get<RetirePolicy>().RunAsync(sven, policy.Id, 1, CancellationToken.None)).Value.ShouldBe(Proposed.Waits);
        var proposal = await db.PolicyDrafts.Select(d => d.Revision).SingleAsync();
        await Scene.Must(world.Get<ConfirmPolicy>().RunAsync(world.Scene.Tove, policy.Id, proposal, CancellationToken.None));

        (await db.Policies.AnyAsync(p => p.PolicyId == policy.Id.Value && p.ReplacedAt == null)).ShouldBeFalse();
        (await world.TypesAfterAsync(0)).ShouldContain(AuditTypes.PolicyRetired);
    }

    private static Policy Draft(World world, string name, int version = 1) => new(
        PolicyId.New(), name, version, new AppliesTo.Entitlements([world.Scene.Asks]), [new Rule("quick", new Effect.Automatic(Hour, Hour), new Condition.Always())]);

    private static Task<Actor> SecondAsync(World world) => Scene.SignInAsync(world.Portal, "sven", "Sven Aas", PortalRole.Requester | PortalRole.Administrator, "it");

    private static async Task<(Policy Policy, long Revision)> ProposedAsync(World world, string name, Actor? author = null)
    {
        var policy = Draft(world, name);
        var revision = await Scene.Must(world.Get<SaveDraft>().RunAsync(author ?? world.Scene.Tove, new DraftForm(policy, 0), CancellationToken.None));
        (await Scene.Must(world.Get<ProposePolicy>().RunAsync(author ?? world.Scene.Tove, policy.Id, revision, CancellationToken.None))).ShouldBe(Proposed.Waits);
        return (policy, (await ReadAsync(world, world.Scene.Tove, policy.Id)).Draft!.Revision);
    }

    private static Task<PolicyView> ReadAsync(World world, Actor actor, PolicyId policy) => Scene.Must(world.Get<ReadPolicy>().RunAsync(actor, policy, CancellationToken.None));
}
