using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;
using static JitPortal.Domain.Tests.Policies.Example;

namespace JitPortal.Domain.Tests.Policies;

/// <summary>One example per rule of the model about assurance, emergencies and who could decide.</summary>
public sealed class StepUpAndBreakGlassTests
{
    private static readonly BreakGlass Reviewed = new([new Approver.Group("security")], Hours(24));

    [Fact]
    public void Decide_LevelThatTheSessionLacks_AsksForItAndNamesTheBestWayWithout()
    {
        var policy = Policy((new Effect.Automatic(Hours(2), Hours(1), AssuranceLevel.MultiFactor), Always), (Ask(4, Owners), Always));

        var verdict = Decide(SignedIn(1, AssuranceLevel.Basic, AssuranceLevel.MultiFactor), policy).ShouldBeOfType<Verdict.NeedsStepUp>();

        verdict.Level.ShouldBe(AssuranceLevel.MultiFactor);
        verdict.Then.Stages.ShouldBeEmpty();
        verdict.Without!.Stages.ShouldBe([Owners]);
        verdict.Sentence.ShouldBe("This needs a multi-factor sign-in first. This will be approved automatically. Without that: One of database-owners must agree.");
    }

    [Fact]
    public void Decide_WayWithoutStepUpChosen_IsThatOne()
    {
        var policy = Policy((new Effect.Automatic(Hours(2), Hours(1), AssuranceLevel.MultiFactor), Always), (Ask(4, Owners), Always));
        var facts = SignedIn(1, AssuranceLevel.Basic, AssuranceLevel.MultiFactor);

        Decide(facts with { Request = facts.Request with { WithoutStepUp = true } }, policy).ShouldBeOfType<Verdict.NeedsApproval>();
    }

    [Theory]
    [InlineData(AssuranceLevel.PhishingResistant)]
    [InlineData(AssuranceLevel.MultiFactor)]
    public void Decide_LevelThatTheSessionHas_AsksForNothing(AssuranceLevel has) =>
        Decide(SignedIn(1, has, has), Policy((Automatic(2), Always), (new Effect.Require(Assurance: AssuranceLevel.MultiFactor), Always))).ShouldBeOfType<Verdict.Automatic>();

    [Fact]
    public void Decide_LevelThatCannotBeReached_IsNoRoute() =>
        Decide(SignedIn(1, AssuranceLevel.Basic, AssuranceLevel.Basic), Policy((new Effect.Automatic(Hours(2), Hours(1), AssuranceLevel.MultiFactor), Always)))
            .ShouldBeOfType<Verdict.Refused>().Reasons.ShouldBe([new Clause("only when with a multi-factor sign-in", Truth.False)]);

    [Fact]
    public void Decide_BreakGlass_OnlyInAnEmergencyAndInFrontOfAsking()
    {
        var policy = Policy((new Effect.Automatic(Hours(1), Hours(0.5), BreakGlass: Reviewed), Always), (Ask(4, Owners), Always));

        Decide(Ada(1), policy).ShouldBeOfType<Verdict.NeedsApproval>();
        Decide(Urgent(1), policy).ShouldBeOfType<Verdict.Automatic>().BreakGlass.ShouldBe(Reviewed);
        Decide(Urgent(2), policy).ShouldBeOfType<Verdict.NeedsApproval>();
    }

    [Fact]
    public void Decide_BreakGlassBesideAnotherAutomaticRoute_GivesWay() =>
        Decide(Urgent(1), Policy((new Effect.Automatic(Hours(1), Hours(0.5), BreakGlass: Reviewed), Always), (Automatic(1), Always)))
            .ShouldBeOfType<Verdict.Automatic>().BreakGlass.ShouldBeNull();

    [Fact]
    public void Decide_BreakGlassUnderARefusalOrAStage_IsNoShortCut()
    {
        var glass = (Effect)new Effect.Automatic(Hours(1), Hours(0.5), BreakGlass: Reviewed);

        Decide(Urgent(1), Policy((glass, Always), (new Effect.Refuse("Frozen."), Always))).ShouldBeOfType<Verdict.Refused>();
        Decide(Urgent(1), Policy((glass, Always), (new Effect.Refuse("Frozen."), new Condition.Not(new Condition.Emergency())))).ShouldBeOfType<Verdict.Automatic>();
        Decide(Urgent(1), Policy((glass, Always), (new Effect.Require(Stage: Owners), Always))).ShouldBeOfType<Verdict.NeedsApproval>();
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(0, 1, false)]
    [InlineData(1, 2, false)]
    [InlineData(2, 2, true)]
    public void Decide_StageThatTooFewCouldDecide_IsNoRoute(int owners, int quorum, bool possible)
    {
        var facts = Ada(1) with { Deciders = Known((Owners.Approvers[0], owners)) };

        (Decide(facts, Policy((Ask(2, Owners with { Quorum = quorum }), Always))) is Verdict.NeedsApproval).ShouldBe(possible);
    }

    [Fact]
    public void Decide_OneWhoWouldHaveToCountTwice_IsNoRoute()
    {
        // The only owner is also the only one of security: either stage alone can be decided, both cannot.
        var facts = Ada(1) with { Deciders = Known((Owners.Approvers[0], 1), (Security.Approvers[0], 1)) };

        Decide(facts, Policy((Ask(2, Owners), Always))).ShouldBeOfType<Verdict.NeedsApproval>();
        Decide(facts, Policy((Ask(2, Owners, Security), Always))).ShouldBeOfType<Verdict.Refused>()
            .Reasons.Single().Words.ShouldBe("only when one of security can agree, and too few people are known who may: ask them to sign in here once");
    }

    [Fact]
    public void Decide_OnlyWhoWroteTheRouteCouldDecide_IsNoRouteAndAnotherOneIs()
    {
        var policy = Policy((Ask(2, Owners), Always), (Ask(1, Owners, Security), Always));
        var written = Known((Owners.Approvers[0], 1), (Security.Approvers[0], 3)) with { Authors = [new RuleAuthors(new RuleRef(policy.Id, policy.Version, policy.Name, policy.Rules[0].Id), [Sample.Person(20)])] };

        Decide(Ada(1) with { Deciders = written }, policy).ShouldBeOfType<Verdict.NeedsApproval>().Stages.Count.ShouldBe(2, "whoever wrote the one counts on the other");
        Decide(Ada(2) with { Deciders = written }, policy).ShouldBeOfType<Verdict.Refused>()
            .Reasons.Select(reason => reason.Words).ShouldContain("only when one of database-owners can agree, and whoever wrote or confirmed this rule last does not count: somebody else has to be named, or has to edit it");
    }

    [Fact]
    public void Decide_StageWithEscalationOrFallback_CountsThemToo()
    {
        var facts = Ada(1) with { Deciders = Known((Owners.Approvers[0], 0), (Security.Approvers[0], 1)) };

        Decide(facts, Policy((Ask(2, Owners with { Fallback = Security.Approvers }), Always))).ShouldBeOfType<Verdict.NeedsApproval>();
        Decide(facts, Policy((Ask(2, Owners with { Escalation = new Escalation(TimeSpan.FromMinutes(5), Security.Approvers) }), Always))).ShouldBeOfType<Verdict.NeedsApproval>();
    }

    [Fact]
    public void Decide_PartlyOutsideTheWindow_NamesTheEndThatWouldFit()
    {
        // Wednesday noon in UTC is one o'clock in Oslo.
        var window = new Condition.InWindow([DayOfWeek.Wednesday], new TimeOnly(8, 0), new TimeOnly(15, 30), "Europe/Oslo");

        Decide(Ada(2), Policy((Automatic(8), window))).ShouldBeOfType<Verdict.Automatic>();
        var refused = Decide(Ada(4), Policy((Automatic(8), window))).ShouldBeOfType<Verdict.Refused>();
        refused.Alternatives.Select(option => option.Words()).ShouldBe(["until 15:30 (Europe/Oslo) would be automatic"]);
        Decide(Ada(4), Policy((Automatic(8), Always), (new Effect.Refuse("Frozen."), window))).ShouldBeOfType<Verdict.Refused>();
    }

    private static Facts SignedIn(double hours, AssuranceLevel level, AssuranceLevel reachable) =>
        Ada(hours) with { Requester = new RequesterFacts(new Assurance(level, Sample.Now, reachable)) };

    private static Facts Urgent(double hours) => Ada(hours) with { Request = new RequestFacts(Hours(hours), "everything is down", Emergency: true) };

    private static DeciderFacts Known(params (Approver Approver, int People)[] known) =>
        new(known.Select(one => new CouldDecide(one.Approver, Enumerable.Range(20, one.People).Select(Sample.Person).ToValueList())).ToValueList());
}
