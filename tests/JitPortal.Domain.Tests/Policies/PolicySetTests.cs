using JitPortal.Domain.Catalog;
using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;
using static JitPortal.Domain.Tests.Policies.Example;

namespace JitPortal.Domain.Tests.Policies;

/// <summary>A policy that cannot be applied refuses where it applies, or everywhere where that cannot be told.</summary>
public sealed class PolicySetTests
{
    private static readonly Policy Open = Policy(1, (Automatic(8), Always));

    [Fact]
    public void Compile_Selectors_PickTheirEntitlements()
    {
        Picked(new AppliesTo.Any()).ShouldBe([Sample.Orders, Sample.Ledger, Sample.Hosts]);
        Picked(new AppliesTo.Entitlements([Sample.Hosts.Id])).ShouldBe([Sample.Hosts]);
        Picked(new AppliesTo.Matching(TargetKind: "postgresql")).ShouldBe([Sample.Orders, Sample.Ledger]);
        Picked(new AppliesTo.Matching(Resource: "ledger")).ShouldBe([Sample.Ledger]);
        Picked(new AppliesTo.Matching(Role: "owner")).ShouldBe([Sample.Ledger, Sample.Hosts]);
        Picked(new AppliesTo.Matching(Tags: ["env:prod", "team:shop"])).ShouldBe([Sample.Orders]);
        Picked(new AppliesTo.Matching(Tags: ["env:prod", "env:test"])).ShouldBeEmpty();
        Picked(new AppliesTo.Matching(TargetKind: "postgresql", Role: "owner")).ShouldBe([Sample.Ledger]);
        Picked(new AppliesTo.Matching(Resource: "Ledger")).ShouldBeEmpty("names are compared exactly");
    }

    [Fact]
    public void Compile_PolicyWithMistakes_RefusesOnItsEntitlementsAndNamesItself()
    {
        var mistaken = Policy(2, (Automatic(8), new Condition.All([]))) with { AppliesTo = new AppliesTo.Matching(Resource: "orders") };
        var set = PolicySet.Compile(1, [Open, mistaken], Sample.Catalogue);

        Decide(set, Sample.Orders).Sentence.ShouldBe("Not possible: The policy “Policy 2” cannot be applied; an administrator has to mend it.");
        Decide(set, Sample.Ledger).ShouldBeOfType<Verdict.Automatic>();
        set.Broken.Single().Why.ShouldBe("rules[0].when.of: Name at least one condition, or use “always”.");
    }

    [Fact]
    public void Compile_PolicyNamingAMissingEntitlement_RefusesEverywhere()
    {
        var dangling = Policy(2, (Automatic(8), Always)) with { AppliesTo = new AppliesTo.Entitlements([Sample.Orders.Id, new EntitlementId(Guid.CreateVersion7())]) };
        var set = PolicySet.Compile(1, [Open, dangling], Sample.Catalogue);

        Sample.Catalogue.ShouldAllBe(entitlement => Decide(set, entitlement) is Verdict.Refused);
    }

    [Fact]
    public void Load_SoundDocuments_DecideAsTheirPolicies() =>
        Decide(PolicySet.Load(1, [Published(Open)], Sample.Catalogue), Sample.Orders).ShouldBe(Decide(PolicySet.Compile(1, [Open], Sample.Catalogue), Sample.Orders));

    [Fact]
    public void Load_UnknownLeafKind_RefusesOnlyWhereThePolicyApplies()
    {
        var newer = Published(Policy(2, (Automatic(8), Always)) with { AppliesTo = new AppliesTo.Matching(Resource: "orders") });
        var set = PolicySet.Load(1, [Published(Open), newer with { Json = newer.Json.Replace("always", "moonPhase") }], Sample.Catalogue);

        Decide(set, Sample.Orders).ShouldBeOfType<Verdict.Refused>();
        Decide(set, Sample.Ledger).ShouldBeOfType<Verdict.Automatic>();
        set.Broken.Single().Why.ShouldContain("rules[0].when");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"appliesTo":{}}""")]
    [InlineData("""{"appliesTo":{"kind":"moon"}}""")]
    [InlineData("""{"appliesTo":{"kind":"matching"}}""")]
    [InlineData("""{"appliesTo":{"kind":"entitlements","ids":["00000000000000000000000000000001"]}}""")]
    public void Load_UnreadableDocument_RefusesEverywhere(string json)
    {
        var set = PolicySet.Load(1, [Published(Open), new PublishedPolicy(Sample.PolicyNumber(2), 1, "Broken", json)], Sample.Catalogue);

        Sample.Catalogue.ShouldAllBe(entitlement => Decide(set, entitlement) is Verdict.Refused);
        set.Broken.Single().Id.ShouldBe(Sample.PolicyNumber(2));
    }

    [Fact]
    public void Load_DocumentOfAnotherVersion_Refuses() =>
        Decide(PolicySet.Load(1, [Published(Open) with { Version = 2 }], Sample.Catalogue), Sample.Orders).ShouldBeOfType<Verdict.Refused>();

    [Fact]
    public void Compile_SamePolicyTwice_Throws() =>
        Should.Throw<ArgumentException>(() => PolicySet.Compile(1, [Open, Open with { Version = 2 }], Sample.Catalogue));

    private static PublishedPolicy Published(Policy policy) => new(policy.Id, policy.Version, policy.Name, PolicyDocument.Write(policy));

    private static Verdict Decide(PolicySet set, EntitlementFacts entitlement) => PolicyEngine.Decide(set, Ada(1) with { Entitlement = entitlement });

    private static IEnumerable<EntitlementFacts> Picked(AppliesTo selector)
    {
        var set = PolicySet.Compile(1, [Open with { AppliesTo = selector }], Sample.Catalogue);
        return Sample.Catalogue.Where(entitlement => set.RulesOf(entitlement.Id) is { Count: > 0 });
    }
}
