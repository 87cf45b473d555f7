using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>A stage that asks its approvers for a multi-factor sign-in.</summary>
public sealed class StageAssuranceTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_BelowTheLevelOfTheStage_NeedsStepUpAndChangesNothing(DatabaseKind kind)
    {
        var (world, id) = await AskedAsync(kind);
        await using var ending = world;
        var bo = At(world.Scene.Bo, AssuranceLevel.Basic);
        var before = await world.StateAsync();

        var approved = await world.Scene.ApproveAsync(bo, id);
        var denied = await world.Scene.DenyAsync(bo, id);

        approved.Refusal.ShouldBe(new Refusal.NeedsStepUp(AssuranceLevel.MultiFactor, "Deciding on this asks for a multi-factor sign-in."));
        denied.Refusal.ShouldBe(approved.Refusal);
        (await world.StateAsync()).ShouldBe(before);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    [Trait("Invariant", "I-20")]
    public async Task Decide_AtTheLevel_CountsAndTheRecordSaysHowSurelyAndByWhichChannel(DatabaseKind kind)
    {
        var (world, id) = await AskedAsync(kind);
        await using var ending = world;

        await Scene.Must(world.Scene.ApproveAsync(At(world.Scene.Bo, AssuranceLevel.PhishingResistant), id, channel: DecisionChannel.Phone));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Approved);
        (await world.FactAsync(AuditTypes.VoteCast, "assurance")).ShouldBe("PhishingResistant");
        (await world.FactAsync(AuditTypes.VoteCast, "channel")).ShouldBe("Phone");
        var view = await Scene.Must(world.Get<ReadRequest>().RunAsync(world.Scene.Mira, id, CancellationToken.None));
        view.Timeline.Single(entry => entry.Type == AuditTypes.VoteCast).Note.ShouldBe("On the page for phones, with a phishing-resistant sign-in.");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_WithoutAWayToTheLevel_IsForbidden(DatabaseKind kind)
    {
        var (world, id) = await AskedAsync(kind);
        await using var ending = world;

        var decided = await world.Scene.ApproveAsync(world.Scene.Bo with { Assurance = Assurance.Lowest }, id);

        decided.Refusal.ShouldBeOfType<Refusal.Forbidden>().Message.ShouldContain("there is no way to one from here");
        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.AwaitingApproval);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_WhoNeverCounts_IsToldThatAndNotToStepUp(DatabaseKind kind)
    {
        var (world, id) = await AskedAsync(kind);
        await using var ending = world;

        (await world.Scene.ApproveAsync(At(world.Scene.Mira, AssuranceLevel.Basic), id)).Refusal.ShouldBeOfType<Refusal.Forbidden>().Message.ShouldStartWith("Nobody decides on their own request");
        (await world.Scene.ApproveAsync(At(world.Scene.Tove, AssuranceLevel.Basic), id)).Refusal.ShouldBeOfType<Refusal.Forbidden>().Message.ShouldStartWith("You are not an approver");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decide_InTheSeatOfWhoIsAway_TheSessionOfWhoDecidesIsJudged(DatabaseKind kind)
    {
        var (world, id) = await AskedAsync(kind);
        await using var ending = world;
        var fay = await Scene.SignInAsync(world.Portal, "fay", "Fay Lind", PortalRole.Requester | PortalRole.Approver, "it");
        await Scene.Must(world.Get<GoAway>().RunAsync(world.Scene.Ann, new AwayForm(fay.Id, null, world.Portal.Clock.Now() + (2 * Hour)), CancellationToken.None));

        (await world.Scene.ApproveAsync(At(fay, AssuranceLevel.Basic), id)).Refusal.ShouldBeOfType<Refusal.NeedsStepUp>();
        await Scene.Must(world.Scene.ApproveAsync(At(fay, AssuranceLevel.MultiFactor), id));

        (await world.RequestAsync(id.Value)).State.ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task List_BelowTheLevelOfTheStage_SaysSoBeforehand(DatabaseKind kind)
    {
        var (world, _) = await AskedAsync(kind);
        await using var ending = world;
        async Task<AssuranceLevel?> AheadAsync(AssuranceLevel level) =>
            (await world.Get<ListApprovals>().RunAsync(At(world.Scene.Bo, level), CancellationToken.None)).ShouldHaveSingleItem().StepUp;

        (await AheadAsync(AssuranceLevel.Basic)).ShouldBe(AssuranceLevel.MultiFactor);
        (await AheadAsync(AssuranceLevel.MultiFactor)).ShouldBeNull();
    }

    private static Actor At(Actor who, AssuranceLevel level) => who with { Assurance = new Assurance(level, null, AssuranceLevel.PhishingResistant) };

    private static async Task<(World World, RequestId Request)> AskedAsync(DatabaseKind kind)
    {
        var world = await World.CreateAsync(kind);
        var vault = await Scene.EntitlementAsync(world.Portal, world.Scene.Target, "vault", "Write", "ephemeral:vault");
        var stage = new Stage([new Approver.Group("owners")], 1, Hour, Assurance: AssuranceLevel.MultiFactor);
        await world.Scene.PublishAsync("sure-owners", [vault], new Rule("sure", new Effect.Ask(8 * Hour, Hour, [stage]), new Condition.Always()));
        return (world, await Scene.Must(world.Scene.AskAsync(world.Scene.Mira, vault, Hour)));
    }
}
