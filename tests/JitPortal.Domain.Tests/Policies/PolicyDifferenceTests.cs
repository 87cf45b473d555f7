using CsCheck;
using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Policies;

public sealed class PolicyDifferenceTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly Stage Owners = new([new Approver.Group("owners")], 1, Hour);
    private static readonly Condition Dev = new Condition.InGroup("dev");
    private static readonly Condition Always = new Condition.Always();

    public static TheoryData<string, Rule?, Rule?, ChangeKind> Changes { get; } = new()
    {
        { "a new route", null, Route(Always, 2), ChangeKind.Wider },
        { "a new refusal", null, Refuse(Dev), ChangeKind.Narrower },
        { "a route that is gone", Route(Always, 2), null, ChangeKind.Narrower },
        { "a refusal that is gone", Refuse(Dev), null, ChangeKind.Wider },
        { "a longer route", Route(Always, 2), Route(Always, 4), ChangeKind.Wider },
        { "a shorter route", Route(Always, 4), Route(Always, 2), ChangeKind.Narrower },
        { "a route for fewer people", Route(Always, 2), Route(Dev, 2), ChangeKind.Narrower },
        { "a route for more people", Route(Dev, 2), Route(Always, 2), ChangeKind.Wider },
        { "a route for other people", Route(Dev, 2), Route(new Condition.InGroup("ops"), 2), ChangeKind.Wider },
        { "a route with one more condition", Route(Dev, 2), Route(new Condition.All([Dev, new Condition.ReasonPresent(5)]), 2), ChangeKind.Narrower },
        { "asking where it was automatic", Route(Always, 2), Ask(2, Owners), ChangeKind.Wider },
        { "another stage", Ask(2, Owners), Ask(2, Owners, Owners with { Quorum = 2 }), ChangeKind.Narrower },
        { "a stage less", Ask(2, Owners, Owners with { Quorum = 2 }), Ask(2, Owners), ChangeKind.Wider },
        { "more of the same people", Ask(2, Owners), Ask(2, Owners with { Quorum = 2 }), ChangeKind.Narrower },
        { "fewer of the same people", Ask(2, Owners with { Quorum = 2 }), Ask(2, Owners), ChangeKind.Wider },
        { "one stage in place of two", Ask(2, Owners, Owners with { Quorum = 2 }), Ask(2, Owners with { Quorum = 3 }), ChangeKind.Wider },
        { "a stage that waits for less", Ask(2, Owners), Ask(2, Owners with { TimeOut = Hour / 2 }), ChangeKind.Unclear },
        { "a stage that reminds", Ask(2, Owners), Ask(2, Owners with { Reminder = Hour / 2 }), ChangeKind.Unclear },
        { "a longer route whose stage waits for less", Ask(2, Owners), Ask(4, Owners with { TimeOut = Hour / 2 }), ChangeKind.Wider },
        { "a refusal in fewer cases", Refuse(Always), Refuse(Dev), ChangeKind.Wider },
        { "a refusal in more cases", Refuse(Dev), Refuse(Always), ChangeKind.Narrower },
        { "another sentence", Refuse(Dev), Refuse(Dev, "Not you."), ChangeKind.Neither },
        { "a longer limit", Require(2), Require(4), ChangeKind.Wider },
        { "a shorter limit", Require(4), Require(2), ChangeKind.Narrower },
        { "a limit that becomes a refusal", Require(4), Refuse(Always), ChangeKind.Narrower },
        { "a refusal that becomes a route", Refuse(Dev), Route(Dev, 1), ChangeKind.Wider },
    };

    [Theory, MemberData(nameof(Changes))]
    public void Between_EachKindOfChange_IsWiderUnlessShownOtherwise(string what, Rule? before, Rule? after, ChangeKind kind) =>
        PolicyDifference.Between(Policy(before), Policy(after)).Single().Kind.ShouldBe(kind, what);

    [Fact]
    public void Between_OnlyTheTimesOfAStage_SaysThem() =>
        PolicyDifference.Between(Policy(Ask(2, Owners)), Policy(Ask(2, Owners with { TimeOut = Hour / 2, Reminder = Hour / 4 }))).Single().Words
            .ShouldBe("Was: Ask one of owners for at most 2 h in every case, waiting 1 h, offering 1 h first. Becomes: Ask one of owners for at most 2 h in every case, waiting 30 min, reminding after 15 min, offering 1 h first.");

    [Fact]
    public void Between_TheSame_IsNothing() => Sample.Policies.Sample(policies => policies.All(policy => PolicyDifference.Between(policy, policy).Count == 0));

    /// <summary>A change that is called narrower never lets anybody in who was kept out, nor asks fewer people.</summary>
    [Fact]
    public void Between_CalledNarrower_NeverOpensAnything() => Gen.Select(Sample.Policies, Sample.Policies, Sample.AnyFacts).Sample((some, others, facts) =>
    {
        var (before, after) = (some[0] with { AppliesTo = new AppliesTo.Any() }, some[0] with { AppliesTo = new AppliesTo.Any(), Rules = others[0].Rules });
        if (PolicyDifference.Between(before, after).All(change => change.Kind != ChangeKind.Wider))
            Friction(Decide(after, facts)).ShouldBeGreaterThanOrEqualTo(Friction(Decide(before, facts)));
    }, iter: 2_000);

    private static Verdict Decide(Policy policy, Facts facts) => PolicyEngine.Decide(PolicySet.Compile(1, [policy], Sample.Catalogue), facts);

    private static int Friction(Verdict verdict) => verdict switch
    {
        Verdict.Automatic => 0,
        Verdict.NeedsApproval asks => asks.Approvals(),
        _ => int.MaxValue,
    };

    private static Policy Policy(Rule? rule) => new(Sample.PolicyNumber(1), "p", 1, new AppliesTo.Any(), rule is null ? [] : [rule]);

    private static Rule Route(Condition when, int hours) => new("r", new Effect.Automatic(Hour * hours, Hour), when);

    private static Rule Ask(int hours, params Stage[] stages) => new("r", new Effect.Ask(Hour * hours, Hour, stages.ToValueList()), Always);

    private static Rule Refuse(Condition when, string message = "No.") => new("r", new Effect.Refuse(message), when);

    private static Rule Require(int hours) => new("r", new Effect.Require(Longest: Hour * hours), Always);
}
