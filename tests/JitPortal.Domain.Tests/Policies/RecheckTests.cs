using CsCheck;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;
using static JitPortal.Domain.Tests.Policies.Example;

namespace JitPortal.Domain.Tests.Policies;

public sealed class RecheckTests
{
    private static readonly Policy Filed = Policy((Ask(8, Owners), Always));

    [Fact]
    public void Recheck_NothingChanged_Stands() => Recheck(Ada(4), Filed).ShouldBe(new Standing.Stands(Hours(4), [], null));

    [Fact]
    public void Recheck_Relaxed_ChangesNothing() =>
        Recheck(Ada(4), Policy((Ask(24, Owners), Always)), Policy(2, (Automatic(24), Always))).ShouldBe(new Standing.Stands(Hours(4), [], null));

    [Fact]
    public void Recheck_Refused_Ends() =>
        Recheck(Ada(4), Filed, Policy(2, (new Effect.Refuse("Frozen."), Always))).ShouldBeOfType<Standing.Ended>().Sentence.ShouldBe("Not possible: Frozen.");

    [Fact]
    public void Recheck_ShorterLimit_Cuts()
    {
        Recheck(Ada(4), Policy((Ask(2, Owners), Always))).ShouldBe(new Standing.Stands(Hours(2), [], null));
        Recheck(Ada(4), Filed, Policy(2, (new Effect.Require(Longest: Hours(3)), Always))).ShouldBe(new Standing.Stands(Hours(3), [], null));
    }

    [Fact]
    public void Recheck_StageOrLevelAdded_IsMissing()
    {
        Recheck(Ada(4), Filed, Policy(2, (new Effect.Require(Stage: Security), Always))).ShouldBe(new Standing.Stands(Hours(4), [Security], null));
        var known = Ada(4) with { Requester = new RequesterFacts(new Assurance(AssuranceLevel.Basic, null, AssuranceLevel.PhishingResistant)) };
        Recheck(known, Filed, Policy(2, (new Effect.Require(Assurance: AssuranceLevel.MultiFactor), Always))).ShouldBe(new Standing.Stands(Hours(4), [], AssuranceLevel.MultiFactor, AssuranceLevel.MultiFactor));
    }

    /// <summary>Asking the same people again for what they have agreed to helps nobody, and at an opening there is nobody to ask.</summary>
    [Fact]
    public void Recheck_StageIsEasierOrWordedAnew_ChangesNothing()
    {
        var (jon, renamed, ann) = (new Approver.Person(Sample.Person(1), "Jon"), new Approver.Person(Sample.Person(1), "Jon Sørli"), new Approver.Person(Sample.Person(2), "Ann"));
        var given = new Stage([jon, new Approver.Owner()], 2, Hours(4), Assurance: AssuranceLevel.MultiFactor);

        Missing([given], given with { TimeOut = Hours(2), Reminder = Hours(1), Escalation = new Escalation(Hours(1), [ann]), Fallback = [ann] }).ShouldBeEmpty();
        Missing([given], given with { Approvers = [new Approver.Owner(), renamed] }).ShouldBeEmpty("the same people in another order");
        Missing([given], given with { Approvers = [jon, new Approver.Owner(), ann], Quorum = 1, Assurance = null }).ShouldBeEmpty();
        Missing([given with { Assurance = null }], given with { Assurance = AssuranceLevel.Basic }).ShouldBeEmpty("nobody is below the lowest");
        Missing([given with { Fallback = [ann] }], given with { Approvers = [jon, new Approver.Owner(), ann] }).ShouldBeEmpty();
    }

    [Fact]
    public void Recheck_StageIsHarder_IsMissing()
    {
        var (jon, ann) = (new Approver.Person(Sample.Person(1), "Jon"), new Approver.Person(Sample.Person(2), "Ann"));
        var given = new Stage([jon, ann], 1, Hours(4));
        foreach (var now in new[]
        {
            given with { Quorum = 2 },
            given with { Assurance = AssuranceLevel.MultiFactor },
            given with { Approvers = [ann] },
            given with { Approvers = [ann], Fallback = [jon] },
            given with { Approvers = [ann], Escalation = new Escalation(Hours(1), [jon]) },
        })
            Missing([given], now).ShouldBe([now]);
    }

    /// <summary>An approver counts once per request, so a stage that was given stands for one of those that are asked for.</summary>
    [Fact]
    public void Recheck_OneStageCoversTwo_OneOfThemIsMissing()
    {
        var larger = Owners with { Approvers = [.. Owners.Approvers, .. Security.Approvers], TimeOut = Hours(2) };

        Missing([Owners], Owners, Owners).ShouldBe([Owners]);
        Missing([Owners], Owners, larger).ShouldBe([larger]);
        Missing([larger, Owners], Owners, larger).ShouldBeEmpty();
        Missing([Owners, larger], larger, Owners).ShouldBeEmpty("whichever is looked at first");
        Missing([Owners with { Quorum = 2 }], Owners, Owners with { Quorum = 2 }).ShouldBe([Owners], "the smaller one is asked again");
    }

    [Fact]
    public void Recheck_OwnRuleStillHolds_TakesNoLimitFromAnother() =>
        Recheck(Ada(4), Policy((Ask(2, Owners), Always), (Automatic(24), Always))).ShouldBe(new Standing.Stands(Hours(2), [], null));

    [Fact]
    public void Recheck_OwnRuleDoesNotHoldAnyMore_GoesByAnotherOrEnds()
    {
        Recheck(Ada(4), Policy((Ask(8, Owners), InGroup("dba")))).ShouldBeOfType<Standing.Ended>();
        Recheck(Ada(4), Policy((Ask(8, Owners), InGroup("dba")), (Ask(3, Owners), Always))).ShouldBe(new Standing.Stands(Hours(3), [], null));
    }

    [Fact]
    public void Recheck_AnyCase_NeverLengthensAndNeverOutlivesARefusal() =>
        Gen.Select(Sample.Policies, Sample.Policies, Sample.AnyFacts).Sample(
            (before, after, facts) =>
            {
                if (PolicyEngine.Decide(PolicySet.Compile(1, before, Sample.Catalogue), facts).Chosen is not { } given)
                    return;
                var set = PolicySet.Compile(2, after, Sample.Catalogue);
                if (PolicyEngine.Recheck(set, facts, given) is not Standing.Stands stands)
                    return;
                stands.Duration.ShouldBeInRange(TimeSpan.FromSeconds(1), facts.Request.Duration);
                // What it leaves is something the current policies would open, with at most what was given and what is missing.
                var left = facts with { Request = facts.Request with { Duration = stands.Duration } };
                PolicyEngine.Recheck(set, left, given).ShouldBe(stands);
                set.RulesOf(facts.Entitlement.Id)!.Where(rule => rule.Rule.Effect is Effect.Refuse).ShouldAllBe(rule => rule.Rule.When.Test(left) == Truth.False);
            },
            iter: 400);

    private static ValueList<Stage> Missing(Stage[] given, params Stage[] now)
    {
        Policy Asking(int version, Stage[] stages) => Policy(version, (new Effect.Ask(Hours(8), Hours(1), stages.ToValueList()), Always));
        var (facts, way) = (Ada(4), Decide(Ada(4) with { Requester = null }, Asking(1, given)).Chosen!);
        return PolicyEngine.Recheck(PolicySet.Compile(2, [Asking(2, now)], Sample.Catalogue), facts, way).ShouldBeOfType<Standing.Stands>().Missing;
    }

    private static Standing Recheck(Facts facts, params Policy[] now)
    {
        var given = Decide(facts with { Requester = null }, Filed).Chosen!;
        return PolicyEngine.Recheck(PolicySet.Compile(8, now, Sample.Catalogue), facts, given);
    }
}
