using CsCheck;
using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Policies;

/// <summary>What must hold for every set of policies and all facts (policy.md, "Why this shape").</summary>
public sealed class PolicyEngineProperties
{
    private static readonly Gen<(Policy[] Policies, Facts Facts)> Case = Gen.Select(Sample.Policies, Sample.AnyFacts);

    // What is added comes before or after everything else, so that no property holds only by the order of ids.
    private static readonly Gen<int> FirstOrLast = Gen.OneOf(1, 99);

    [Fact]
    public void Decide_AnyCase_AgreesWithTheNaiveInterpreter() =>
        Case.Sample(
            (policies, facts) =>
            {
                var verdict = Decide(policies, facts);
                var expected = NaiveInterpreter.Decide(policies, facts);
                (verdict switch
                {
                    Verdict.Automatic => "automatic",
                    Verdict.NeedsApproval => "needsApproval",
                    Verdict.NeedsStepUp => "needsStepUp",
                    _ => "refused",
                }).ShouldBe(expected.Kind);
                (verdict as Verdict.NeedsStepUp)?.Level.ShouldBe(expected.StepUp!.Value);
                (BreakGlassOf(verdict) is not null).ShouldBe(expected.BreakGlass && expected.Stages.Length == 0);
                if (expected.Without is { } without)
                {
                    var way = ((Verdict.NeedsStepUp)verdict).Without;
                    (way is null).ShouldBe(without.Kind == "refused");
                    (way is null ? "" : $"{way.Rule.PolicyName}/{way.Rule.Rule}").ShouldBe(without.Winner);
                }
                StagesOf(verdict).ShouldBe(expected.Stages);
                var winner = verdict.Trace.Winner;
                (winner is null ? "" : $"{winner.PolicyName}/{winner.Rule}").ShouldBe(expected.Winner);
                if (WindowOf(verdict) is { } window)
                    window.ShouldBe(new Window(facts.Request.Duration, expected.Longest, expected.Default));
                foreach (var message in expected.Messages)
                    ((Verdict.Refused)verdict).Reasons.ShouldContain(reason => reason.Words.StartsWith(message, StringComparison.Ordinal));
            },
            iter: 1500);

    [Fact]
    public void Decide_PoliciesAndRulesInAnyOrder_GivesTheSameVerdictAndTrace() =>
        Case.SelectMany(one => Gen.Select(Gen.Const(one), Gen.Shuffle(one.Policies), Gen.Int[0, 3])).Sample(
            (one, shuffled, turn) =>
            {
                var turned = shuffled.Select(policy => policy with { Rules = Turn(policy.Rules, turn) }).ToArray();
                Decide(turned, one.Facts).ShouldBe(Decide(one.Policies, one.Facts));
            },
            iter: 400);

    [Fact]
    public void Decide_RefuseOrRequireAdded_NeverOpensMore() =>
        Gen.Select(Case, FirstOrLast, Sample.AppliesTo, Sample.Narrowing, Sample.Condition).Sample(
            (one, number, appliesTo, effect, when) => Friction(Decide(With(one.Policies, appliesTo, effect, when, number), one.Facts))
                .ShouldBeGreaterThanOrEqualTo(Friction(Decide(one.Policies, one.Facts))),
            iter: 600);

    [Fact]
    public void Decide_AutomaticOrAskAdded_NeverOpensLess() =>
        Gen.Select(Case, FirstOrLast, Sample.AppliesTo, Sample.Widening, Sample.Condition).Sample(
            (one, number, appliesTo, effect, when) => Friction(Decide(With(one.Policies, appliesTo, effect, when, number), one.Facts))
                .ShouldBeLessThanOrEqualTo(Friction(Decide(one.Policies, one.Facts))),
            iter: 600);

    [Fact]
    public void Decide_RefuseThatAlwaysMatches_WinsWhateverElseIsThere() =>
        Case.Sample(
            (policies, facts) =>
            {
                var verdict = Decide(With(policies, new AppliesTo.Any(), new Effect.Refuse("Stop."), new Condition.Always()), facts);
                verdict.ShouldBeOfType<Verdict.Refused>().Reasons.ShouldContain(new Clause("Stop.", Truth.False));
            },
            iter: 300);

    [Fact]
    public void Decide_GroupsUnknown_IsNeverMoreThanAnyGroupsWouldGive() =>
        Case.Sample(
            (policies, facts) =>
            {
                var set = Compile(policies);
                var unknown = Friction(PolicyEngine.Decide(set, facts with { Subject = facts.Subject with { Groups = null } }));
                foreach (var groups in Subsets(Sample.GroupNames))
                    unknown.ShouldBeGreaterThanOrEqualTo(Friction(PolicyEngine.Decide(set, facts with { Subject = facts.Subject with { Groups = Sample.Known(groups) } })));
            },
            iter: 200);

    [Fact]
    public void Decide_Granted_TakesLimitsAndOwnStagesFromOneRuleOnly() =>
        Case.Sample(
            (policies, facts) =>
            {
                var verdict = Decide(policies, facts);
                if (verdict.Trace.Winner is not { } winner)
                    return;
                var rules = InForce(policies, facts);
                var own = rules.Single(rule => rule.Id == winner.Policy && rule.Rule.Id == winner.Rule).Rule.Effect;
                var alone = With([], new AppliesTo.Any(), own, new Condition.Always());
                var requirements = verdict.Trace.Rules
                    .Where(rule => rule.Kind == RuleKind.Require && rule.Result != Truth.False)
                    .Select(rule => rules.Single(other => other.Id == rule.Rule.Policy && other.Rule.Id == rule.Rule.Rule).Rule with { When = new Condition.Always() })
                    .Select((rule, i) => rule with { Id = $"q{i:00}" });
                var same = Decide([alone[0] with { Rules = [.. alone[0].Rules, .. requirements] }], facts);
                WindowOf(same).ShouldBe(WindowOf(verdict));
                StagesOf(same).ShouldBe(StagesOf(verdict));
            },
            iter: 400);

    [Fact]
    public void Decide_Refused_EveryAlternativeIsWhatTheEngineWouldSayAndNoneNearerIsMissing() =>
        Case.Sample(
            (policies, facts) =>
            {
                var set = Compile(policies);
                if (PolicyEngine.Decide(set, facts) is not Verdict.Refused refused)
                    return;
                foreach (var alternative in refused.Alternatives)
                    Friction(PolicyEngine.Decide(set, Ask(facts, alternative.Duration, alternative.ReasonLength))).ShouldBe(alternative.Approvals);
                for (var halfHours = 1; halfHours <= 9; halfHours++)
                {
                    var duration = TimeSpan.FromMinutes(30 * halfHours);
                    var friction = Friction(PolicyEngine.Decide(set, Ask(facts, duration, 0)));
                    var distance = (duration - facts.Request.Duration).Duration();
                    if (friction < double.PositiveInfinity && duration <= facts.Request.Duration)
                        refused.Alternatives.ShouldContain(option => option.Approvals <= friction && (option.Duration - facts.Request.Duration).Duration() <= distance);
                }
            },
            iter: 300);

    private static bool ReadsTexts(IEnumerable<Policy> policies) => policies.Select(PolicyDocument.Write).Any(document =>
        document.Contains("\"reasonMatches\"", StringComparison.Ordinal) || document.Contains("\"ticketMatches\"", StringComparison.Ordinal));

    [Fact]
    public void Offers_AnyCase_NameTheLongestDurationForEachNumberOfApprovals() =>
        Case.Sample(
            (policies, facts) =>
            {
                var set = Compile(policies);
                var offers = PolicyEngine.Offers(set, facts);
                foreach (var offer in offers.Where(_ => !ReadsTexts(policies)))   // else it says what another text would bring
                    Friction(PolicyEngine.Decide(set, Ask(facts, offer.Duration, offer.ReasonLength))).ShouldBe(offer.Approvals);
                for (var halfHours = 1; halfHours <= 9; halfHours++)
                {
                    var duration = TimeSpan.FromMinutes(30 * halfHours);
                    var friction = Friction(PolicyEngine.Decide(set, Ask(facts, duration, 0)));
                    if (friction < double.PositiveInfinity)
                        offers.ShouldContain(offer => offer.Approvals <= friction && offer.Duration >= duration);
                }
            },
            iter: 150);

    [Fact]
    public void Decide_AnyCase_TracesEveryRuleOfTheEntitlementWithEveryLeaf() =>
        Case.Sample(
            (policies, facts) =>
            {
                var inForce = InForce(policies, facts);
                var trace = Decide(policies, facts).Trace;
                trace.Rules.Select(rule => (rule.Rule.Policy, rule.Rule.Rule)).ShouldBe(inForce.Select(rule => (rule.Id, rule.Rule.Id)).OrderBy(rule => rule), ignoreOrder: false);
                foreach (var (id, rule) in inForce)
                    trace.Rules.Single(traced => traced.Rule.Policy == id && traced.Rule.Rule == rule.Id).Leaves.Count.ShouldBe(CountLeaves(rule.When));
            },
            iter: 300);

    private static Verdict Decide(Policy[] policies, Facts facts) => PolicyEngine.Decide(Compile(policies), facts);

    private static PolicySet Compile(Policy[] policies) => PolicySet.Compile(7, policies, Sample.Catalogue);

    private static List<(PolicyId Id, Rule Rule)> InForce(Policy[] policies, Facts facts) =>
        [.. policies.Where(policy => policy.AppliesTo.Includes(facts.Entitlement)).SelectMany(policy => policy.Rules.Select(rule => (policy.Id, rule)))];

    /// <summary>How many people must agree; refused is more than any number.</summary>
    private static double Friction(Verdict verdict) => verdict switch
    {
        Verdict.Automatic => 0,
        Verdict.NeedsApproval approval => approval.Approvals(),
        Verdict.NeedsStepUp stepUp => stepUp.Then.Approvals(),
        _ => double.PositiveInfinity,
    };

    private static ValueList<Stage> StagesOf(Verdict verdict) => WayOf(verdict)?.Stages ?? [];

    private static Window? WindowOf(Verdict verdict) => WayOf(verdict)?.Window;

    private static BreakGlass? BreakGlassOf(Verdict verdict) => WayOf(verdict)?.BreakGlass;

    private static Way? WayOf(Verdict verdict) => verdict is Verdict.NeedsStepUp stepUp ? stepUp.Then : verdict.Chosen;

    private static Policy[] With(Policy[] policies, AppliesTo appliesTo, Effect effect, Condition when, int number = 99) =>
        [.. policies, new Policy(Sample.PolicyNumber(number), "Added", 1, appliesTo, [new Rule("added", effect, when)])];

    private static Facts Ask(Facts facts, TimeSpan duration, int reasonLength) => facts with
    {
        Request = facts.Request with { Duration = duration, Reason = reasonLength == 0 ? facts.Request.Reason : new string('r', reasonLength) },
    };

    private static ValueList<Rule> Turn(ValueList<Rule> rules, int by) => rules.Skip(by % rules.Count).Concat(rules.Take(by % rules.Count)).Reverse().ToValueList();

    private static IEnumerable<string[]> Subsets(string[] names) =>
        Enumerable.Range(0, 1 << names.Length).Select(bits => names.Where((_, i) => (bits & (1 << i)) != 0).ToArray());

    private static int CountLeaves(Condition condition) => condition switch
    {
        Condition.All all => all.Of.Sum(CountLeaves),
        Condition.Any any => any.Of.Sum(CountLeaves),
        Condition.Not not => CountLeaves(not.Of),
        _ => 1,
    };
}
