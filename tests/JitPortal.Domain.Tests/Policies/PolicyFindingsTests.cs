using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Policies;

/// <summary>Findings name the rule and the reason, and are only made where they are certain.</summary>
public sealed class PolicyFindingsTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly KnownPerson Ann = Person(1, "Ann", "owners", "dev");
    private static readonly KnownPerson Bo = Person(2, "Bo", "owners");
    private static readonly PolicyWorld World = new([], Sample.Catalogue, [Ann, Bo]);

    [Fact]
    public void Of_SoundPolicy_HasNothingToSay() => PolicyFindings.Of(Policy(Automatic("a", 2)), null, World).ShouldBeEmpty();

    [Fact]
    public void Of_AskBehindABroadAutomatic_CanNeverWin()
    {
        var found = PolicyFindings.Of(Policy(Automatic("broad", 8), Ask("asks", 4, new Stage([new Approver.Group("owners")], 1, Hour))), null, World);

        found.Single().ShouldBe(new PolicyFinding(true, "“asks” can never win: p, “broad” always serves the same request with less asking.", "asks"));
    }

    [Theory]
    [InlineData("longer")]
    [InlineData("elsewhere")]
    [InlineData("narrower")]
    [InlineData("stage on top")]
    public void Of_AskThatMayWin_IsNotAccused(string why)
    {
        var stage = new Stage([new Approver.Group("owners")], 1, Hour);
        var ask = Ask("asks", why == "longer" ? 10 : 4, stage);
        var automatic = why == "narrower" ? Automatic("broad", 8) with { When = new Condition.InGroup("dev") } : Automatic("broad", 8);
        var other = Policy(automatic) with { Id = Sample.PolicyNumber(2), AppliesTo = why == "elsewhere" ? new AppliesTo.Matching(TargetKind: "ssh") : new AppliesTo.Any() };
        var rules = why == "stage on top" ? new[] { ask, new Rule("four-eyes", new Effect.Require(Stage: stage), new Condition.Always()) } : [ask];

        PolicyFindings.Of(Policy(rules), null, World with { Others = [other] }).Where(found => found.Words.Contains("never win", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Of_ConditionsThatExcludeEachOther_CanNeverMatch()
    {
        var never = Automatic("a", 2) with { When = new Condition.All([new Condition.InGroup("dev"), new Condition.Not(new Condition.InGroup("dev"))]) };

        PolicyFindings.Of(Policy(never), null, World).Single().Words.ShouldBe("“a” can never match: its conditions exclude each other.");
    }

    [Fact]
    public void Of_PolicyOnNothing_CanNeverMatch() =>
        PolicyFindings.Of(Policy(Automatic("a", 2)) with { AppliesTo = new AppliesTo.Matching(Resource: "gone") }, null, World).Single().Words
            .ShouldBe("“a” can never match: the policy applies to nothing that is in the catalogue.");

    [Fact]
    public void Of_GroupNobodyIsIn_IsMentioned() =>
        PolicyFindings.Of(Policy(Automatic("a", 2) with { When = new Condition.InGroup("ghosts") }), null, World).Single()
            .ShouldBe(new PolicyFinding(false, "Nobody who has signed in so far is in the group ghosts.", "a"));

    [Theory]
    [InlineData(2, "nobody", "has nobody to spare")]
    [InlineData(3, "nobody", "cannot be filled: it asks for 3, and 2 can decide")]
    [InlineData(1, "nobody", "")]
    [InlineData(2, "Ann", "cannot be filled: it asks for 2, and 1 can decide")]
    public void Of_StageWithTooFew_IsNamed(int quorum, string author, string words)
    {
        var world = World with { Author = author == "Ann" ? Ann.Id : null };
        var found = PolicyFindings.Of(Policy(Ask("asks", 2, new Stage([new Approver.Group("owners")], quorum, Hour))), null, world);

        string.Concat(found.Select(one => one.Words)).ShouldContain(words);
        (found.Count == 0).ShouldBe(words.Length == 0);
    }

    [Fact]
    public void Of_NamedApproverWhoLeft_DoesNotCount() =>
        PolicyFindings.Of(Policy(Ask("asks", 2, new Stage([new Approver.Person(Sample.Person(9), "Left")], 1, Hour))), null, World).Single().IsWarning.ShouldBeTrue();

    [Fact]
    public void Of_EntitlementsWithoutARoute_AreNamed() =>
        PolicyFindings.Of(Policy(new Rule("no", new Effect.Refuse("No."), new Condition.Always())) with { AppliesTo = new AppliesTo.Matching(TargetKind: "postgresql") }, null, World).Single()
            .ShouldBe(new PolicyFinding(false, "No route leads to orders, read only and ledger, owner.", null));

    [Fact]
    public void Of_MorePermissiveThanPublished_IsAWarning()
    {
        var found = PolicyFindings.Of(Policy(Automatic("a", 4)), Policy(Automatic("a", 2)), World);

        found.Single().ShouldBe(new PolicyFinding(true, "More permissive than version 1. Was: Automatic for at most 2 h in every case. Becomes: Automatic for at most 4 h in every case.", "a"));
    }

    [Fact]
    public void Of_WiderScope_NamesWhatIsReached()
    {
        var before = Policy(Automatic("a", 2)) with { AppliesTo = new AppliesTo.Matching(Resource: "orders") };

        PolicyFindings.Of(Policy(Automatic("a", 2)), before, World)[0].Words.ShouldBe("It opens a way to ledger, owner and web hosts, owner, which version 1 does not reach.");
    }

    [Fact]
    public void OfRetiring_ARefusal_IsAWarning() =>
        PolicyFindings.OfRetiring(Policy(new Rule("no", new Effect.Refuse("No."), new Condition.Always())), World with { Others = [Policy(Automatic("a", 1))] }).Single().IsWarning.ShouldBeTrue();

    private static Policy Policy(params Rule[] rules) => new(Sample.PolicyNumber(1), "p", 1, new AppliesTo.Any(), rules.ToValueList());

    private static Rule Automatic(string id, int hours) => new(id, new Effect.Automatic(Hour * hours, Hour), new Condition.Always());

    private static Rule Ask(string id, int hours, params Stage[] stages) => new(id, new Effect.Ask(Hour * hours, Hour, stages.ToValueList()), new Condition.Always());

    private static KnownPerson Person(int number, string name, params string[] groups) => new(Sample.Person(number), name, groups.ToHashSet(StringComparer.Ordinal));
}
