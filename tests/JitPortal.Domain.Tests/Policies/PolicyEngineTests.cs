using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;
using static JitPortal.Domain.Tests.Policies.Example;

namespace JitPortal.Domain.Tests.Policies;

/// <summary>One example per rule of policy.md, "Deciding".</summary>
public sealed class PolicyEngineTests
{
    [Theory]
    [InlineData(SubjectKind.Workload, true)]
    [InlineData(SubjectKind.Person, false)]
    [InlineData(null, false)]
    public void Decide_OnlyForWorkloads_OpensForNobodyElseAndNotForTheUnknown(SubjectKind? kind, bool opens)
    {
        var facts = Ada(1, []);

        var verdict = Decide(facts with { Subject = facts.Subject with { Kind = kind } }, Policy((Automatic(2), new Condition.SubjectIs(SubjectKind.Workload))));

        (verdict is Verdict.Automatic).ShouldBe(opens);
    }

    [Fact]
    public void Decide_AutomaticMatches_IsAutomaticWithThatRulesWindow()
    {
        var policy = Policy((new Effect.Automatic(Hours(2), Hours(0.5)), InGroup("dba")));

        var verdict = Decide(Ada(1, ["dba"]), policy).ShouldBeOfType<Verdict.Automatic>();

        verdict.Window.ShouldBe(new Window(Hours(1), Hours(2), Hours(0.5)));
        verdict.Trace.PolicySetVersion.ShouldBe(7);
        verdict.Trace.Winner.ShouldBe(new RuleRef(policy.Id, 1, "Policy 1", "r1"));
    }

    [Fact]
    public void Decide_RefuseMatches_GivesAllMessagesOnce() =>
        Decide(
            Ada(1),
            Policy(1, (Automatic(4), Always), (new Effect.Refuse("No."), Always)),
            Policy(2, (new Effect.Refuse("Never."), Always), (new Effect.Refuse("No."), Always), (new Effect.Refuse("Unheard."), InGroup("dba"))))
            .ShouldBeOfType<Verdict.Refused>().Reasons.ShouldBe([new Clause("No.", Truth.False), new Clause("Never.", Truth.False)]);

    [Fact]
    public void Decide_TwoRoutes_TakesTheOneWithLeastFriction() =>
        Decide(Ada(1), Policy((Ask(8, Owners), Always), (Automatic(2), Always))).ShouldBeOfType<Verdict.Automatic>();

    [Fact]
    public void Decide_LongerRouteNeedsApproval_DoesNotLendItsLimitToTheAutomaticOne()
    {
        var policy = Policy((Ask(8, Owners), Always), (Automatic(2), Always));

        var verdict = Decide(Ada(4), policy).ShouldBeOfType<Verdict.NeedsApproval>();

        verdict.Window.Longest.ShouldBe(Hours(8));
        verdict.Stages.ShouldBe([Owners]);
    }

    [Fact]
    public void Decide_FewerApprovalsInMoreStages_WinsOverFewerStages()
    {
        var threeAtOnce = Owners with { Quorum = 3 };

        Decide(Ada(1), Policy((Ask(2, threeAtOnce), Always), (Ask(2, Owners, Security), Always)))
            .ShouldBeOfType<Verdict.NeedsApproval>().Stages.ShouldBe([Owners, Security]);
    }

    [Fact]
    public void Decide_AsManyApprovals_FewerStagesWin()
    {
        var two = Owners with { Quorum = 2 };

        Decide(Ada(1), Policy((Ask(2, Owners, Security), Always), (Ask(1, two), Always)))
            .ShouldBeOfType<Verdict.NeedsApproval>().Stages.ShouldBe([two]);
    }

    [Fact]
    public void Decide_AllElseEqual_LongestThenPolicyThenRuleWins()
    {
        Decide(Ada(1), Policy(1, (Automatic(2), Always)), Policy(2, (Automatic(3), Always))).Trace.Winner!.Policy.ShouldBe(Sample.PolicyNumber(2));
        Decide(Ada(1), Policy(2, (Automatic(2), Always)), Policy(1, (Automatic(2), Always))).Trace.Winner!.Policy.ShouldBe(Sample.PolicyNumber(1));
        Decide(Ada(1), Policy((Automatic(2), Always), (Automatic(2), Always))).Trace.Winner!.Rule.ShouldBe("r1");
    }

    [Fact]
    public void Decide_Requirements_ApplyToEveryRouteAndTheStrictestWins()
    {
        var policy = Policy(
            (Automatic(8), Always),
            (new Effect.Require(Longest: Hours(4)), Always),
            (new Effect.Require(Longest: Hours(2), ReasonLength: 5), Always),
            (new Effect.Require(ReasonLength: 20), Always),
            (new Effect.Require(Longest: Hours(6), ReasonLength: 3), Always));

        Decide(Ada(2), policy).ShouldBeOfType<Verdict.Automatic>().Window.ShouldBe(new Window(Hours(2), Hours(2), Hours(2)));
        Decide(Ada(3), policy).ShouldBeOfType<Verdict.Refused>().Reasons.ShouldBe([new Clause("only when asking for at most 2 h", Truth.False)]);
        Decide(Ada(1, reason: "too short"), policy).ShouldBeOfType<Verdict.Refused>()
            .Reasons.ShouldBe([new Clause("only when giving a reason of at least 20 characters", Truth.False)]);
    }

    [Fact]
    public void Decide_RequiredStageOnAutomatic_BecomesAnAsk() =>
        Decide(Ada(1), Policy((Automatic(2), Always), (new Effect.Require(Stage: Security), Always)))
            .ShouldBeOfType<Verdict.NeedsApproval>().Stages.ShouldBe([Security]);

    [Fact]
    public void Decide_RequiredStages_FollowTheRoutesOwnByPolicyAndRuleAndIdenticalOnesMerge()
    {
        var legal = new Stage([new Approver.Group("legal")], 1, TimeSpan.FromMinutes(30));

        Decide(
            Ada(1),
            Policy(3, (new Effect.Require(Stage: legal), Always)),
            Policy(2, (new Effect.Require(Stage: Security), Always), (new Effect.Require(Stage: new Stage([new Approver.Group("database-owners")], 1, TimeSpan.FromMinutes(30))), Always)),
            Policy(9, (Ask(2, Owners), Always), (new Effect.Require(Stage: Security), Always)))
            .ShouldBeOfType<Verdict.NeedsApproval>().Stages.ShouldBe([Owners, Security, legal]);
    }

    [Fact]
    public void Decide_GroupsAbsent_IsUnknownWhichIsNotEmpty()
    {
        var policy = Policy((Automatic(2), new Condition.Not(InGroup("contractors"))));
        var facts = Ada(1);

        Decide(facts, policy).ShouldBeOfType<Verdict.Automatic>();
        Decide(facts with { Subject = facts.Subject with { Groups = null } }, policy)
            .ShouldBeOfType<Verdict.Refused>()
            .Reasons.ShouldBe([new Clause("only when not in group contractors, which is not known: no source has stated the groups", Truth.Unknown)]);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(12 * 60, true)]
    [InlineData(12 * 60 + 1, false)]
    [InlineData(-5, true)]
    [InlineData(-6, false)]
    public void Decide_GroupsOfThatAge_CountOnlyWithinTheLimitOfTheirSource(int minutesOld, bool counts)
    {
        var facts = Ada(1);
        var groups = Sample.Known("dba") with { At = Sample.Now.AddMinutes(-minutesOld) };

        var verdict = Decide(facts with { Subject = facts.Subject with { Groups = groups } }, Policy((Automatic(2), InGroup("dba"))));

        (verdict is Verdict.Automatic).ShouldBe(counts);
    }

    [Fact]
    public void SubjectFacts_OfAnActor_KeepAbsentApartFromEmpty()
    {
        var actor = new Actor(Sample.Person(1), "Ada", PortalRole.Requester, null, Sample.Now);

        SubjectFacts.Of(actor).Groups.ShouldBeNull();
        SubjectFacts.Of(actor with { Groups = [] }).Groups!.Value.ShouldBeEmpty();
        var fact = SubjectFacts.Of(actor with { Groups = ["dba"] }).Groups!;
        fact.Value.ShouldBe(["dba"]);
        (fact.Source, fact.At).ShouldBe((FactSource.SignIn, Sample.Now));
    }

    [Fact]
    public void Decide_FactOfAnotherSource_HasThatSourcesLimit()
    {
        var facts = Ada(1);
        var groups = Sample.Known("dba") with { Source = FactSource.Directory, At = Sample.Now.AddMinutes(-61) };

        Decide(facts with { Subject = facts.Subject with { Groups = groups } }, Policy((Automatic(2), InGroup("dba")))).ShouldBeOfType<Verdict.Refused>();
    }

    [Fact]
    public void Decide_UnknownAtTheRoot_CountsForRefuseAndRequireOnly()
    {
        var facts = Ada(1);
        var unknown = facts with { Subject = facts.Subject with { Groups = null } };

        var refused = Decide(unknown, Policy((Automatic(2), Always), (new Effect.Refuse("Contractors may not."), InGroup("contractors")))).ShouldBeOfType<Verdict.Refused>();
        refused.Reasons.Single().Truth.ShouldBe(Truth.Unknown);
        refused.Reasons.Single().Words.ShouldStartWith("Contractors may not. This counts because it is not known");

        Decide(unknown, Policy((Automatic(2), Always), (new Effect.Require(Stage: Owners), InGroup("contractors")))).ShouldBeOfType<Verdict.NeedsApproval>();
        Decide(unknown, Policy((Automatic(2), InGroup("dba")))).ShouldBeOfType<Verdict.Refused>();
    }

    [Fact]
    public void Decide_NothingAppliesToTheEntitlement_SaysSoAndWhomToAsk()
    {
        Decide(Ada(1)).Sentence.ShouldBe("Not possible: No policy says who may get orders as read only. Ask an administrator.");

        var owned = Sample.Orders with { Owner = "Ann Lowe" };
        Decide(Ada(1) with { Entitlement = owned }, Policy((new Effect.Require(ReasonLength: 5), Always)))
            .Sentence.ShouldBe("Not possible: No policy says who may get orders as read only. Ask Ann Lowe.");
    }

    [Fact]
    public void Decide_EntitlementNotInTheCatalogue_IsRefused() =>
        Decide(Ada(1) with { Entitlement = Sample.Entitlement(77, "ssh", "old hosts", "root") }, Policy((Automatic(9), Always)))
            .Sentence.ShouldBe("Not possible: old hosts as root is not in the catalogue that the policies were last applied to. Ask an administrator.");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Decide_NoTimeAsked_IsRefused(double hours) =>
        Decide(Ada(hours), Policy((Automatic(2), Always))).ShouldBeOfType<Verdict.Refused>().Reasons.ShouldBe([new Clause("only when asking for some time", Truth.False)]);

    [Fact]
    public void Decide_TooLong_NamesTheNearestAlternativesOfEachKind()
    {
        var refused = Decide(Ada(8), Policy((Automatic(2), Always), (Ask(4, Owners), Always))).ShouldBeOfType<Verdict.Refused>();

        refused.Alternatives.Select(alternative => alternative.Words()).ShouldBe(["4 h would need 1 approval", "2 h would be automatic"]);
        refused.Sentence.ShouldBe("Not possible: only when asking for at most 4 h.");
    }

    [Fact]
    public void Decide_LimitInACondition_IsFoundAsAnAlternativeToo()
    {
        var policy = Policy(
            (Automatic(24), new Condition.All([InGroup("dba"), new Condition.DurationAtMost(Hours(3))])),
            (new Effect.Refuse("At night at most 1 h."), new Condition.Not(new Condition.DurationAtMost(Hours(1)))));

        Decide(Ada(8, ["dba"]), policy).ShouldBeOfType<Verdict.Refused>().Alternatives.ShouldBe([new Alternative(Hours(1), 0, 0)]);
        Decide(Ada(8), policy).ShouldBeOfType<Verdict.Refused>().Alternatives.ShouldBeEmpty("Ada is not in the group, so no duration helps");
    }

    [Fact]
    public void Decide_AlternativeThatIsShorterAndNeedsMorePeople_IsLeftOut()
    {
        var policy = Policy((Automatic(4), new Condition.Not(new Condition.DurationAtMost(Hours(3)))), (Ask(2, Owners), Always));

        Decide(Ada(8), policy).ShouldBeOfType<Verdict.Refused>().Alternatives.ShouldBe([new Alternative(Hours(4), 0, 0)]);
        PolicyEngine.Offers(PolicySet.Compile(1, [policy], Sample.Catalogue), Ada(8)).ShouldBe([new Alternative(Hours(4), 0, 0)]);
    }

    [Fact]
    public void Decide_ReasonMissing_TellsWhatOneWouldChange() =>
        Decide(Ada(1, reason: null), Policy((Automatic(2), new Condition.ReasonPresent(10))))
            .ShouldBeOfType<Verdict.Refused>().Alternatives.Select(alternative => alternative.Words())
            .ShouldBe(["1 h with a reason of at least 10 characters would be automatic"]);

    [Theory]
    [InlineData(10, 0, "Say why you need it, in at least 10 characters. Then it is automatic.")]
    [InlineData(1, 2, "Say why you need it. Then it needs 2 approvals.")]
    public void SayWhy_ReasonMissing_SaysWhatToWriteAndWhatThenHappens(int characters, int approvals, string words) =>
        new Alternative(Hours(1), characters, approvals).SayWhy().English.ShouldBe(words);

    [Fact]
    public void Decide_SeveralObstacles_NamesThoseOfTheNearestRoute() =>
        Decide(
            Ada(1),
            Policy((Automatic(2), new Condition.All([InGroup("dba"), InGroup("on-call")])), (Ask(2, Owners), new Condition.Any([InGroup("dev"), InGroup("ops")]))))
            .Sentence.ShouldBe("Not possible: only when in group dev or in group ops.");

    [Fact]
    public void Decide_Granted_ShowsTheWinningRuleAsTickedClauses() =>
        Decide(Ada(1, ["dba"]), Policy((Automatic(2), new Condition.All([InGroup("dba"), new Condition.Not(InGroup("contractors"))])), (new Effect.Require(ReasonLength: 5), Always)))
            .Clauses.ShouldBe(
            [
                new Clause("in group dba", Truth.True),
                new Clause("not in group contractors", Truth.True),
                new Clause("asking for at most 2 h", Truth.True),
                new Clause("giving a reason of at least 5 characters", Truth.True),
            ]);

    [Fact]
    public void Decide_AnyRule_IsTracedWithTheFactsItUsedAndNoReasonText()
    {
        var facts = Ada(1, ["dba", "secret-project"], "the reason itself");
        var when = new Condition.All([InGroup("dba"), new Condition.Not(new Condition.ReasonPresent(40)), new Condition.DurationAtMost(Hours(2))]);

        var rule = Decide(facts, Policy((Automatic(2), when))).Trace.Rules.Single();

        rule.Words.ShouldBe("Automatic for at most 2 h when in group dba and not giving a reason of at least 40 characters and asking for at most 2 h");
        rule.Leaves.ShouldBe(
        [
            new LeafTrace("when.of[0]", "in group dba", Truth.True, new UsedFact("groups", "a member", "sign-in", Sample.Now.AddHours(-1))),
            new LeafTrace("when.of[1].of", "giving a reason of at least 40 characters", Truth.False, new UsedFact("reason", "17 characters", "request")),
            new LeafTrace("when.of[2]", "asking for at most 2 h", Truth.True, new UsedFact("duration", "1 h", "request")),
        ]);
        var stored = VerdictDocument.Write(Decide(facts, Policy((Automatic(2), when))));
        stored.ShouldNotContain("the reason itself");
        stored.ShouldNotContain("secret-project");
    }

    /// <summary>In the catalogue nothing has been written yet: what the right ticket or reason would bring is possible, and so is what another would.</summary>
    [Fact]
    public void Offers_RulesThatReadTexts_CountWhatTheRightTextWouldBring()
    {
        var ticket = new Condition.TicketMatches(new Pattern("CHG-[0-9]+"));
        PolicyEngine.Offers(PolicySet.Compile(1, [Policy((Automatic(2), ticket), (Ask(4, Owners), new Condition.Not(ticket)))], Sample.Catalogue), Ada(1))
            .ShouldBe([new Alternative(Hours(2), 0, 0), new Alternative(Hours(4), 0, 1)]);
        PolicyEngine.Offers(PolicySet.Compile(1, [Policy((Automatic(1), new Condition.ReasonMatches(new Pattern("INC-.*"))))], Sample.Catalogue), Ada(1))
            .ShouldBe([new Alternative(Hours(1), 0, 0)]);
    }

    [Fact]
    public void Offers_SeveralRoutes_AreLeastFrictionFirst() =>
        PolicyEngine.Offers(PolicySet.Compile(1, [Policy((Automatic(2), Always), (Ask(4, Owners), Always), (Ask(3, Owners, Security), Always))], Sample.Catalogue), Ada(1))
            .Select(offer => offer.Offer().English).ShouldBe(["automatic up to 2 h", "1 approval up to 4 h"]);
}
