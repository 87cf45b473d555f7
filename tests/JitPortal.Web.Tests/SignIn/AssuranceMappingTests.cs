using System.Globalization;
using System.Security.Claims;
using JitPortal.Domain.People;
using JitPortal.Web.SignIn;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>What an issuer's statements are worth, by the table in the settings and nothing else.</summary>
public sealed class AssuranceMappingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private readonly AssuranceMapping mapping = new(
        Options.Create(new SignInOptions
        {
            Assurance =
            {
                [AssuranceLevel.MultiFactor] = new AssuranceRule { Acr = ["mfa"], Amr = ["otp"], LongestAge = TimeSpan.FromHours(8) },
                [AssuranceLevel.PhishingResistant] = new AssuranceRule { Acrs = ["c2"], Amr = ["hwk"] },
            },
        }),
        new FakeTimeProvider(Now));

    [Theory]
    [InlineData("acr=mfa auth=0", AssuranceLevel.MultiFactor)]
    [InlineData("amr=pwd amr=otp auth=479", AssuranceLevel.MultiFactor)]
    [InlineData("acr=mfa auth=481", AssuranceLevel.Basic)]            // too long ago
    [InlineData("acr=mfa", AssuranceLevel.Basic)]                     // when is not known
    [InlineData("acr=mfa auth=-60", AssuranceLevel.Basic)]            // in the future
    [InlineData("acr=MFA auth=0", AssuranceLevel.Basic)]
    [InlineData("acr=urn:mace:incommon:iap:gold auth=0", AssuranceLevel.Basic)]
    [InlineData("acrs=c2", AssuranceLevel.PhishingResistant)]         // no limit of age is set for it
    [InlineData("acrs=c1", AssuranceLevel.Basic)]
    [InlineData("amr=hwk amr=otp auth=481", AssuranceLevel.PhishingResistant)]
    [InlineData("", AssuranceLevel.Basic)]
    public void Of_Statements_IsTheHighestLevelThatListsThem(string statements, AssuranceLevel expected) =>
        mapping.Of(Token(statements), SubjectKind.Person).Level.ShouldBe(expected);

    [Theory]
    [InlineData("auth_time", "yesterday")]
    [InlineData("auth_time", "-1")]
    [InlineData("auth_time", "99999999999999999999")]
    public void Of_ATimeThatIsNone_IsUnknown(string claim, string value) =>
        mapping.Of(new ClaimsPrincipal(new ClaimsIdentity([new Claim(claim, value), new Claim("acr", "mfa")])), SubjectKind.Person)
            .ShouldBe(new Assurance(AssuranceLevel.Basic, null, AssuranceLevel.PhishingResistant));

    [Fact]
    public void Of_AWorkload_IsTheLowestAndStaysIt() =>
        mapping.Of(Token("acr=mfa auth=0 amr=hwk"), SubjectKind.Workload).ShouldBe(Assurance.Lowest);

    [Fact]
    public void Of_NothingConfigured_ReachesNothing() =>
        new AssuranceMapping(Options.Create(new SignInOptions()), new FakeTimeProvider(Now)).Of(Token("acr=mfa auth=0"), SubjectKind.Person)
            .ShouldBe(new Assurance(AssuranceLevel.Basic, Now, AssuranceLevel.Basic));

    /// <param name="statements">For example <c>acr=mfa auth=5</c>: signed in five minutes ago.</param>
    private static ClaimsPrincipal Token(string statements) => new(new ClaimsIdentity(
        statements.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(statement => statement.Split('=')).Select(parts => parts[0] == "auth"
            ? new Claim("auth_time", Now.AddMinutes(-int.Parse(parts[1], CultureInfo.InvariantCulture)).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
            : new Claim(parts[0], parts[1]))));
}
