using CsCheck;
using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;
using static JitPortal.Domain.Tests.Policies.Example;

namespace JitPortal.Domain.Tests.Policies;

public sealed class PolicyMistakesTests
{
    [Fact]
    public void Mistakes_SoundPolicies_AreNone() =>
        Sample.Policies.Sample(policies => policies.SelectMany(policy => policy.Mistakes()).ShouldBeEmpty(), iter: 300);

    [Fact]
    public void Mistakes_Several_AreAllReportedWithTheirPaths()
    {
        var policy = new Policy(default, " ", 0, new AppliesTo.Matching(), [
            new Rule("", new Effect.Refuse(""), new Condition.All([])),
            new Rule("twice", new Effect.Require(), new Condition.Any([new Condition.Not(new Condition.InGroup(" "))])),
            new Rule("twice", new Effect.Automatic(Hours(1), Hours(2)), new Condition.DurationAtMost(TimeSpan.Zero)),
            new Rule("ask", new Effect.Ask(Hours(1), Hours(1), []), new Condition.ReasonPresent(0)),
            new Rule("stage", Ask(1, new Stage([], 0, TimeSpan.FromDays(400)), new Stage([new Approver.Person(Sample.Person(1), "Ann"), new Approver.Person(Sample.Person(1), "Ann")], 2, Hours(1))), Always),
            new Rule("require", new Effect.Require(TimeSpan.FromMilliseconds(1500), 2000, new Stage([new Approver.Group("")], 1, Hours(1))), Always),
        ]);

        policy.Mistakes().Select(mistake => mistake.Field).ShouldBe(
        [
            "id", "name", "version", "appliesTo",
            "rules[0].id", "rules[0].effect.message", "rules[0].when.of",
            "rules[1].effect", "rules[1].when.of[0].of.group",
            "rules[2].effect.default", "rules[2].when.longest", "rules[2].id",
            "rules[3].effect.stages", "rules[3].when.minLength",
            "rules[4].effect.stages[0].approvers", "rules[4].effect.stages[0].quorum", "rules[4].effect.stages[0].timeOut", "rules[4].effect.stages[1].quorum",
            "rules[5].effect.longest", "rules[5].effect.reasonLength", "rules[5].effect.stage.approvers[0].name",
        ]);
    }

    [Fact]
    public void Mistakes_NoRulesAndNoEntitlements_AreReported() =>
        new Policy(PolicyId.New(), "Empty", 1, new AppliesTo.Entitlements([]), []).Mistakes().Select(mistake => mistake.Field).ShouldBe(["appliesTo.ids", "rules"]);

    [Theory]
    [InlineData(Condition.Deepest - 1, 0)]
    [InlineData(Condition.Deepest, 1)]
    public void Mistakes_NestedDeeply_AreReportedBeyondTheLimit(int nots, int expected)
    {
        var when = Always;
        for (var i = 0; i < nots; i++)
            when = new Condition.Not(when);

        Policy((Automatic(1), when)).Mistakes().Count.ShouldBe(expected);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(365 * 86400, 0)]
    [InlineData(365 * 86400 + 1, 1)]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    public void Mistakes_Durations_HaveARange(int seconds, int expected) =>
        Policy((Automatic(1), new Condition.DurationAtMost(TimeSpan.FromSeconds(seconds)))).Mistakes().Count.ShouldBe(expected);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(20, 0)]
    [InlineData(21, 1)]
    public void Mistakes_Quorums_HaveARange(int quorum, int expected) =>
        Policy((Ask(1, Owners with { Quorum = quorum }), Always)).Mistakes().Count.ShouldBe(expected);
}
