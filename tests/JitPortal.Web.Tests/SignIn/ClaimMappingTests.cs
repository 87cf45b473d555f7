using System.Security.Claims;
using JitPortal.Domain.People;
using JitPortal.Web.SignIn;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

public sealed class ClaimMappingTests
{
    private readonly SignInOptions options = new()
    {
        RoleClaim = "roles",
        Roles = new() { [PortalRole.Approver] = ["app-approver", "boss"], [PortalRole.Requester] = ["user"] },
        Groups = new(StringComparer.Ordinal) { ["database-owners"] = ["0f3c"] },
    };

    [Fact]
    public void Read_RolesNotOnTheList_GiveNothing()
    {
        var signIn = ClaimMapping.Read(Token(("roles", "boss"), ("roles", "Administrator")), options, isWorkload: false)!;

        signIn.Roles.ShouldBe(PortalRole.Approver);
    }

    [Fact]
    public void Read_GroupsByList_AreNamedAsThePortalNamesThem()
    {
        ClaimMapping.Read(Token(("groups", "0f3c"), ("groups", "9999")), options, isWorkload: false)!.Groups.ShouldBe(["database-owners"]);
    }

    [Fact]
    public void Read_NoGroupClaim_IsUnknownAndNotEmpty()
    {
        ClaimMapping.Read(Token(), options, isWorkload: false)!.Groups.ShouldBeNull();
        ClaimMapping.Read(Token(("groups", "9999")), options, isWorkload: false)!.Groups.ShouldBe([]);
    }

    [Theory]
    [InlineData("_claim_names", """{"groups":"src1"}""", true)]
    [InlineData("hasgroups", "true", true)]
    [InlineData("_claim_names", """{"roles":"src1"}""", false)]
    [InlineData("_claim_names", "[not json", false)]
    [InlineData("hasgroups", "false", false)]
    public void Read_GroupOverage_IsUnknownWhateverWasDelivered(string claim, string value, bool leftOut)
    {
        var signIn = ClaimMapping.Read(Token(("groups", "0f3c"), (claim, value)), options, isWorkload: false)!;

        signIn.GroupsLeftOut.ShouldBe(leftOut);
        signIn.Groups.ShouldBe(leftOut ? null : ["database-owners"]);
    }

    [Fact]
    public void Report_SaysOfEachClaimWhatBecameOfIt()
    {
        var report = SignInReport.Of(Token(("roles", "boss"), ("roles", "guest"), ("groups", "9999"), ("nonce", "n"), ("shoe_size", "44")), options, Assurance.Lowest);

        report.Roles.ShouldBe(["Approver"]);
        report.Groups.ShouldBe([]);
        report.Claims.Single(claim => claim.Value == "boss").ShouldSatisfyAllConditions(c => c.Used.ShouldBeTrue(), c => c.Words.ShouldBe("Gives Approver."));
        report.Claims.Single(claim => claim.Value == "guest").ShouldSatisfyAllConditions(c => c.Used.ShouldBeFalse(), c => c.Words.ShouldContain("Auth:Roles"));
        report.Claims.Single(claim => claim.Value == "9999").Words.ShouldContain("Auth:Groups");
        report.Claims.Single(claim => claim.Type == "shoe_size").Used.ShouldBeFalse();
        report.Claims.ShouldNotContain(claim => claim.Type == "nonce");
        SignInReport.Read(report.Write()).Claims.ShouldBe(report.Claims);
    }

    [Fact]
    public void Read_ClaimsAndAttributes_OnlyThoseOfTheSettingsAndAbsentIsNotEmpty()
    {
        options.Claims = ["ref", "env", "tier"];
        options.Attributes["department"] = "dept";

        var signIn = ClaimMapping.Read(Token(("ref", "refs/heads/main"), ("ref", "refs/tags/1"), ("env", ""), ("dept", "sales"), ("shoe_size", "44")), options, isWorkload: false)!;

        signIn.Claims!.Keys.ShouldBe(["ref", "env"], ignoreOrder: true);
        signIn.Claims["ref"].ShouldBe(["refs/heads/main", "refs/tags/1"]);
        signIn.Claims["env"].ShouldBeEmpty();
        signIn.Attributes!.ShouldHaveSingleItem().Key.ShouldBe("department");
        signIn.Attributes!["department"].ShouldBe(["sales"]);
    }

    [Fact]
    public void Report_SaysWhatPoliciesReadAndWhatTheyMiss()
    {
        options.Claims = ["ref", "env", "name"];
        options.Attributes["department"] = "dept";

        var report = SignInReport.Of(Token(("ref", "main"), ("dept", "sales"), ("name", "Mira"), ("shoe_size", "44")), options, Assurance.Lowest);

        string Words(string claim) => report.Claims.Single(one => one.Type == claim).Words;
        Words("ref").ShouldBe("Policies read it as claim ref.");
        Words("dept").ShouldBe("Policies read it as department.");
        Words("name").ShouldBe("Shown as the name. Policies read it as claim name.");
        Words("shoe_size").ShouldBe("Ignored: Auth:Claims and Auth:Attributes do not name it.");
        report.NotStated.ShouldBe(["env"]);
        report.Claims.Where(one => one.Used).Select(one => one.Type).ShouldBe(["dept", "iss", "name", "ref", "sub"]);
    }

    [Fact]
    public void Read_GroupsAsDelivered_AddsThemUnderTheirOwnNames()
    {
        options.GroupsAsDelivered = true;

        ClaimMapping.Read(Token(("groups", "payments"), ("groups", "0f3c")), options, isWorkload: false)!.Groups.ShouldBe(["0f3c", "database-owners", "payments"]);
    }

    [Fact]
    public void Read_WithoutIssuer_IdentifiesNobody()
    {
        var token = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "mira")], "test"));

        ClaimMapping.Read(token, options, isWorkload: false).ShouldBeNull();
    }

    [Fact]
    public void Read_WithoutName_FallsBackToTheSubject()
    {
        ClaimMapping.Read(Token(), options, isWorkload: false)!.Name.ShouldBe("mira");
    }

    private static ClaimsPrincipal Token(params (string Type, string Value)[] claims) =>
        new(new ClaimsIdentity([new Claim("iss", "https://sso.test"), new Claim("sub", "mira"), .. claims.Select(c => new Claim(c.Type, c.Value))], "test"));
}
