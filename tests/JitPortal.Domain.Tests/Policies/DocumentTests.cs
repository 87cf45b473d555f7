using CsCheck;
using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;
using static JitPortal.Domain.Tests.Policies.Example;

namespace JitPortal.Domain.Tests.Policies;

public sealed class DocumentTests
{
    private static readonly Policy Full = Policy(
        1,
        (Automatic(2), new Condition.All([InGroup("dba"), new Condition.Not(new Condition.Any([InGroup("contractors"), new Condition.DurationAtMost(Hours(1.5))]))])),
        (Ask(4, new Stage([new Approver.Group("owners"), new Approver.Person(Sample.Person(7), "Ann Lowe")], 1, TimeSpan.FromMinutes(30))), Always),
        (new Effect.Require(ReasonLength: 10), new Condition.ReasonPresent(3))) with
    { Description = "All kinds", AppliesTo = new AppliesTo.Matching(Tags: ["env:prod"]) };

    [Fact]
    public void WriteRead_AnyPolicy_IsEqual() =>
        Sample.Policies.Sample(
            policies =>
            {
                foreach (var policy in policies)
                    PolicyDocument.Read(PolicyDocument.Write(policy)).Value.ShouldBe(policy);
            },
            iter: 150);

    [Fact]
    public void WriteRead_AnyVerdict_IsEqual() =>
        Gen.Select(Sample.Policies, Sample.AnyFacts).Sample(
            (policies, facts) =>
            {
                var verdict = PolicyEngine.Decide(PolicySet.Compile(3, policies, Sample.Catalogue), facts);
                VerdictDocument.Read(VerdictDocument.Write(verdict)).Value.ShouldBe(verdict);
            },
            iter: 150);

    [Fact]
    public void WriteRead_AnyFacts_DecideTheSame() =>
        Gen.Select(Sample.Policies, Sample.AnyFacts).Sample(
            (policies, facts) =>
            {
                var set = PolicySet.Compile(3, policies, Sample.Catalogue);
                PolicyEngine.Decide(set, FactsDocument.Read(FactsDocument.Write(facts)).Value).ShouldBe(PolicyEngine.Decide(set, facts));
            },
            iter: 150);

    [Fact]
    public void WriteRead_AnyDurationInAVerdict_IsEqual() =>
        Gen.Long[-100_000_000_000_000, 100_000_000_000_000].Sample(
            ticks =>
            {
                var verdict = new Verdict.Automatic(new Window(TimeSpan.FromTicks(ticks), Hours(1), Hours(1)), new Trace(1, Sample.Now, []));
                VerdictDocument.Read(VerdictDocument.Write(verdict)).Value.ShouldBe(verdict);
            },
            iter: 500);

    [Fact]
    public void Write_Policy_HasThisShape() => PolicyDocument.Write(Full).ShouldBe(
        """
        {"id":"00000001000000000000000000000000","name":"Policy 1","version":1,"appliesTo":{"kind":"matching","tags":["env:prod"]},"rules":[
        {"id":"r1","effect":{"kind":"automatic","longest":"PT2H","default":"PT2H"},"when":{"kind":"all","of":[{"kind":"inGroup","group":"dba"},
        {"kind":"not","of":{"kind":"any","of":[{"kind":"inGroup","group":"contractors"},{"kind":"durationAtMost","longest":"PT1H30M"}]}}]}},
        {"id":"r2","effect":{"kind":"ask","longest":"PT4H","default":"PT4H","stages":[{"approvers":[{"kind":"group","name":"owners"},
        {"kind":"person","id":"00000007000000000000000000000000","name":"Ann Lowe"}],"quorum":1,"timeOut":"PT30M"}]},"when":{"kind":"always"}},
        {"id":"r3","effect":{"kind":"require","reasonLength":10},"when":{"kind":"reasonPresent","minLength":3}}],"description":"All kinds"}
        """.ReplaceLineEndings(""));

    [Theory]
    [InlineData("\"group\":\"dba\"", "\"group\":\"dba\",\"colour\":1", "rules[0].when.of[0].colour")]
    [InlineData("\"group\":\"dba\"", "\"GROUP\":\"dba\"", "rules[0].when.of[0].GROUP")]
    [InlineData("\"kind\":\"inGroup\",\"group\":\"dba\"", "\"kind\":\"moonPhase\"", "rules[0].when.of[0]")]
    [InlineData("\"kind\":\"inGroup\",\"group\":\"dba\"", "\"group\":\"dba\"", "rules[0].when.of[0]")]
    [InlineData("\"kind\":\"inGroup\",\"group\":\"dba\"", "\"kind\":\"inGroup\"", "rules[0].when.of[0]")]
    [InlineData("\"group\":\"dba\"", "\"group\":null", "rules[0].when.of[0].group")]
    [InlineData("\"when\":{\"kind\":\"always\"}", "\"when\":null", "rules[1].when")]
    [InlineData("{\"kind\":\"inGroup\",\"group\":\"dba\"}", "null", "rules[0].when.of[0]")]
    [InlineData("\"PT4H\",\"stages\"", "\"4 weeks\",\"stages\"", "rules[1].effect.default")]
    [InlineData("\"quorum\":1", "\"quorum\":\"1\"", "rules[1].effect.stages[0].quorum")]
    [InlineData("\"quorum\":1", "\"quorum\":1,\"quorum\":9", "rules[1].effect.stages[0].quorum")]
    [InlineData("\"quorum\":1", "\"quorum\":0", "rules[1].effect.stages[0].quorum")]
    [InlineData("00000007000000000000000000000000", "7", "rules[1].effect.stages[0].approvers[1].id")]
    [InlineData("\"name\":\"Policy 1\",", "", "")]
    public void Read_NotUnderstood_IsRefusedWithItsPath(string was, string becomes, string path)
    {
        var json = PolicyDocument.Write(Full);
        json.ShouldContain(was);

        PolicyDocument.Read(json.Replace(was, becomes)).Refusal.ShouldBeOfType<Refusal.Invalid>().Errors[0].Field.ShouldBe(path);
    }

    [Fact]
    public void Read_NotUnderstood_SpeaksToPeople()
    {
        var refusal = PolicyDocument.Read(PolicyDocument.Write(Full).Replace("\"group\":\"dba\"", "\"colour\":1")).Refusal!;

        refusal.Message.ShouldBe("Not understood at “rules[0].when.of[0].colour”: an unknown field or kind, or a value that is missing, there twice or of the wrong type.");
    }

    [Fact]
    public void Read_FieldsInAnotherOrderAndDurationsAsTyped_AreFine()
    {
        const string json = """
            {"rules":[{"when":{"minLength":3,"kind":"reasonPresent"},"id":"r1","effect":{"default":"90m","longest":"2h30","kind":"automatic"}}],
            "appliesTo":{"kind":"any"},"version":1,"name":"By hand","id":"00000001-0000-0000-0000-000000000000"}
            """;

        PolicyDocument.Read(json).Value.Rules.Single().Effect.ShouldBe(new Effect.Automatic(Hours(2.5), Hours(1.5)));
    }
}
