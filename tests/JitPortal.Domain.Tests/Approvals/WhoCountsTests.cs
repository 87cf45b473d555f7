using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using Shouldly;
using Xunit;

namespace JitPortal.Domain.Tests.Approvals;

public sealed class WhoCountsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Ann = PersonId.New();
    private static readonly PersonId Requester = PersonId.New();
    private static readonly PersonId Beneficiary = PersonId.New();
    private static readonly Parties Parties = new(Requester, Beneficiary);
    private static readonly HashSet<PersonId> Nobody = [];
    private static readonly Stage Named = new([new Approver.Person(Ann, "Ann Lowe"), new Approver.Person(Requester, "Rita"), new Approver.Person(Beneficiary, "Ben")], 1, TimeSpan.FromHours(1));
    private static readonly Stage Owners = new([new Approver.Group("owners")], 1, TimeSpan.FromHours(1));

    [Fact]
    public void May_Workload_NeverNotEvenNamed() =>
        WhoCounts.May(Named, new SubjectFacts(Ann, Kind: SubjectKind.Workload), Parties, Nobody, Now)
            .Refusal.ShouldBe(new Refusal.Forbidden("A workload never decides. A person has to."));

    [Fact]
    public void May_OwnerOfTheRequestingWorkload_No() =>
        WhoCounts.May(Named, new SubjectFacts(Ann, Kind: SubjectKind.Person), Parties with { WorkloadOwners = new HashSet<PersonId> { Ann } }, Nobody, Now)
            .Refusal.ShouldBe(new Refusal.Forbidden("Nobody decides on requests of a workload they own. Another approver has to."));

    [Fact]
    public void May_NamedPerson_Yes() => May(Named, Ann, null).ShouldBeNull();

    [Fact]
    public void May_MemberOfTheGroup_Yes() => May(Owners, Ann, ["owners"]).ShouldBeNull();

    [Fact]
    public void May_NotAMember_NoAndSaysWhoseItIs() => May(Owners, Ann, ["dev"]).ShouldBe("You are not an approver of this stage. It is for one of owners.");

    [Fact]
    public void May_NotNamed_NoEvenWithoutGroups() => May(Named, PersonId.New(), null).ShouldBe("You are not an approver of this stage. It is for Ann Lowe, Rita or Ben.");

    [Fact]
    public void May_GroupsNotDelivered_No() => May(Owners, Ann, null).ShouldStartWith("Your groups are not known, so you cannot decide");

    [Fact]
    public void May_GroupsTooOld_No() =>
        WhoCounts.May(Owners, new SubjectFacts(Ann, Groups(["owners"]) with { At = Now.AddHours(-13) }), Parties, Nobody, Now)
            .Refusal!.Message.ShouldBe("Your groups are not known any more: stated by the sign-in more than 12 h ago. Sign in again to decide.");

    [Fact]
    public void May_RequesterOrBeneficiary_NeverByName()
    {
        May(Named, Requester, null).ShouldBe("Nobody decides on their own request. Another approver has to.");
        May(Named, Beneficiary, null).ShouldBe("Nobody decides on their own request. Another approver has to.");
    }

    [Fact]
    public void May_RequesterOrBeneficiary_NeverByGroup()
    {
        May(Owners, Requester, ["owners"]).ShouldBe("Nobody decides on their own request. Another approver has to.");
        May(Owners, Beneficiary, ["owners"]).ShouldBe("Nobody decides on their own request. Another approver has to.");
    }

    [Fact]
    public void May_AdministratorOnTheirOwnRequest_NoException()
    {
        var administrator = new Actor(Requester, "Rita", PortalRole.Administrator | PortalRole.Approver, ["owners"], Now);

        WhoCounts.May(Owners, SubjectFacts.Of(administrator), Parties, Nobody, Now).Refusal.ShouldBeOfType<Refusal.Forbidden>();
    }

    [Fact]
    public void May_AdministratorWhoIsNoApprover_No() =>
        WhoCounts.May(Owners, SubjectFacts.Of(new Actor(Ann, "Ann", PortalRole.Administrator, [], Now)), Parties, Nobody, Now)
            .Refusal.ShouldBeOfType<Refusal.Forbidden>();

    [Fact]
    public void May_CountedInThisRequestAlready_No() =>
        WhoCounts.May(Named, new SubjectFacts(Ann), Parties, new HashSet<PersonId> { Ann }, Now)
            .Refusal!.Message.ShouldBe("You have decided on this request already; an approver counts once.");

    private static string? May(Stage stage, PersonId actor, string[]? groups) =>
        WhoCounts.May(stage, new SubjectFacts(actor, groups is null ? null : Groups(groups)), Parties, Nobody, Now).Refusal?.Message;

    private static Fact<IReadOnlySet<string>> Groups(string[] groups) => new(groups.ToHashSet(StringComparer.Ordinal), FactSource.SignIn, Now);
}
