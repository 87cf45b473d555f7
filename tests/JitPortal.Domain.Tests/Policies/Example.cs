using JitPortal.Domain.Policies;

namespace JitPortal.Domain.Tests.Policies;

/// <summary>Short words for the examples: one policy on everything, Ada asks for orders.</summary>
internal static class Example
{
    public static readonly Stage Owners = new([new Approver.Group("database-owners")], 1, TimeSpan.FromMinutes(30));
    public static readonly Stage Security = new([new Approver.Group("security")], 1, TimeSpan.FromMinutes(30));

    public static TimeSpan Hours(double hours) => TimeSpan.FromHours(hours);

    public static Effect Automatic(double longest) => new Effect.Automatic(Hours(longest), Hours(longest));

    public static Effect Ask(double longest, params Stage[] stages) => new Effect.Ask(Hours(longest), Hours(longest), stages.ToValueList());

    public static Condition InGroup(string group) => new Condition.InGroup(group);

    public static Condition Always => new Condition.Always();

    public static Policy Policy(params (Effect Effect, Condition When)[] rules) => Policy(1, rules);

    public static Policy Policy(int number, params (Effect Effect, Condition When)[] rules) => new(
        Sample.PolicyNumber(number),
        $"Policy {number}",
        1,
        new AppliesTo.Any(),
        rules.Select((rule, i) => new Rule($"r{i + 1}", rule.Effect, rule.When)).ToValueList());

    public static Facts Ada(double hours, string[]? groups = null, string? reason = "deploy broke the cart") => new(
        new SubjectFacts(Sample.Person(1), Sample.Known(groups ?? [])),
        new RequestFacts(Hours(hours), reason),
        Sample.Orders,
        Sample.Now);

    public static Verdict Decide(Facts facts, params Policy[] policies) => PolicyEngine.Decide(PolicySet.Compile(7, policies, Sample.Catalogue), facts);
}
