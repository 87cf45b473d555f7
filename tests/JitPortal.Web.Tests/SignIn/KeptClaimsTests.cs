using System.Net;
using JitPortal.Domain.Policies;
using JitPortal.Web.Tests.Intake;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>What a token states decides, as far as the settings let policies read it: from the issuer to the answer.</summary>
public sealed class KeptClaimsTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Ask_ByClaimOfThePerson_DecidesByTheValue()
    {
        await OpenToAsync("ByClaim", new Condition.ClaimIs("preferred_username", ["mira"]));

        (await AskAsync("mira", "ByClaim")).Status.ShouldBe(HttpStatusCode.Created);
        (await AskAsync("jon", "ByClaim")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Ask_ByAttribute_DecidesByTheValue()
    {
        await OpenToAsync("ByAttribute", new Condition.AttributeIs("department", ["platform"]));

        (await AskAsync("bo", "ByAttribute")).Status.ShouldBe(HttpStatusCode.Created);
        (await AskAsync("mira", "ByAttribute")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Ask_ByClaimThatTheSettingsDoNotName_IsUnknownAndOpensNothing()
    {
        await OpenToAsync("ByEmail", new Condition.ClaimIs("email", ["mira@example.test"]));

        var refused = await AskAsync("mira", "ByEmail");

        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Text.ShouldContain("the sign-in has not stated the claim email");
    }

    [Fact]
    public async Task Ask_ByClaimOfAWorkload_DecidesByTheToken()
    {
        await OpenToAsync("ByClient", new Condition.ClaimIs("client_id", ["demo-workload"]));
        using var workload = await ApiClient.OfWorkloadAsync(host);

        var opened = await workload.PostAsync("requests", Body("ByClient"));

        opened.Status.ShouldBe(HttpStatusCode.Created, opened.Text);
    }

    private Task OpenToAsync(string role, Condition when) => host.World.AddAsync(
        role, new Rule($"open-{role}", new Effect.Automatic(TimeSpan.FromHours(1), TimeSpan.FromMinutes(20)), when));

    private async Task<ApiAnswer> AskAsync(string person, string role)
    {
        using var api = await ApiClient.OfPersonAsync(host, person);
        return await api.PostAsync("requests", Body(role));
    }

    private static object Body(string role) => new { entitlement = $"ledger-db:{role.ToLowerInvariant()}", duration = "20m", reason = "Check stuck refunds" };
}
