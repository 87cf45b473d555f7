using JitPortal.Domain.People;
using JitPortal.Domain.Policies;

namespace JitPortal.DemoCompany;

/// <summary>The policies that come with the company, by tag, so that they also hold for what is added later.</summary>
internal static class CompanyPolicies
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Customer care by itself: first for at most two hours, and from the second version on for a whole shift.</summary>
    private static readonly PolicyId CareDesk = PolicyId.New();

    public static IEnumerable<Policy> AtFoundation() =>
    [
        Of("Looking, everyday", CompanyCatalogue.Everyday, new Rule("automatic", new Effect.Automatic(4 * Hour, Hour), new Condition.SubjectIs(SubjectKind.Person))),
        Of("Workloads look and deploy", CompanyCatalogue.Everyday, new Rule("automatic", new Effect.Automatic(Hour, Hour / 2), new Condition.SubjectIs(SubjectKind.Workload))),
        Of("Changing data", CompanyCatalogue.Sensitive, Asks("owners-agree", CompanyStaff.DatabaseOwners, 8 * Hour, reason: 5)),
        Of(
            "Root and restore", CompanyCatalogue.Root,
            Asks("leads-agree", CompanyStaff.PlatformLeads, 4 * Hour, reason: 10),
            new Rule(
                "break-glass",
                new Effect.Automatic(Hour / 2, Hour / 2, BreakGlass: new BreakGlass([new Approver.Group(CompanyStaff.PlatformLeads)], PlantedStories.ReviewWithin)),
                new Condition.All([new Condition.InGroup("platform"), new Condition.SubjectIs(SubjectKind.Person)])),
            new Rule("contractors", new Effect.Refuse("Contractors get no root. Ask your team lead to do it with you."), new Condition.InGroup(CompanyStaff.Contractors))),
        Of("Money", CompanyCatalogue.Money, Asks("finance-agrees", CompanyStaff.FinanceOwners, 8 * Hour, reason: 10), new Rule("say-why", new Effect.Require(ReasonLength: 15), new Condition.Always())),
        CareDeskVersion(1, 2 * Hour),
    ];

    /// <summary>Planted: this version widened.</summary>
    public static Policy Widened() => CareDeskVersion(2, 8 * Hour);

    private static Policy CareDeskVersion(int version, TimeSpan longest) => new(
        CareDesk, "Customer care desk", version, new AppliesTo.Matching(Tags: [CompanyCatalogue.Care]),
        [new Rule("automatic", new Effect.Automatic(longest, Hour), new Condition.InGroup("support"))]);

    private static Policy Of(string name, string tag, params Rule[] rules) => new(PolicyId.New(), name, 1, new AppliesTo.Matching(Tags: [tag]), [.. rules]);

    private static Rule Asks(string id, string group, TimeSpan longest, int reason) => new(
        id, new Effect.Ask(longest, Hour, [new Stage([new Approver.Group(group)], 1, 4 * Hour)]), new Condition.ReasonPresent(reason));
}
