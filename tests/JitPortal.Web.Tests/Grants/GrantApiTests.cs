using System.Net;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.TestKit.Servers;
using JitPortal.Web.Tests.Intake;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Grants;

public sealed class GrantApiTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Reveal_ByItsWorkload_OnceAndNeverFromTheKey()
    {
        using var workload = await ApiClient.OfWorkloadAsync(host);
        await workload.HoldNothingAsync();
        var grant = (await workload.OpenAsync(host.World.Deploy)).Text("id");

        var shown = await workload.PostAsync($"grants/{grant}:reveal", null, ("Idempotency-Key", "reveal-1"));
        var repeated = await workload.PostAsync($"grants/{grant}:reveal", null, ("Idempotency-Key", "reveal-1"));
        var again = await workload.PostAsync($"grants/{grant}:reveal");

        shown.Status.ShouldBe(HttpStatusCode.OK, shown.Text);
        shown.Headers["Cache-Control"].ShouldBe("no-store");
        var secret = shown.Json.Text("secret")!;
        secret.ShouldStartWith("oracle-secret-");
        repeated.Status.ShouldBe(HttpStatusCode.Conflict);
        repeated.Problem.ShouldBe("not-repeatable");
        again.Status.ShouldBe(HttpStatusCode.Conflict);
        (repeated.Text + again.Text + (await workload.GetAsync($"grants/{grant}")).Text).ShouldNotContain(secret);
    }

    [Fact]
    public async Task Rotate_AfterReveal_GivesAnotherSecretUnderAnotherKey()
    {
        using var workload = await ApiClient.OfWorkloadAsync(host);
        await workload.HoldNothingAsync();
        var grant = (await workload.OpenAsync(host.World.Deploy)).Text("id");
        var first = (await workload.PostAsync($"grants/{grant}:reveal")).Json.Text("secret");

        var rotated = await workload.PostAsync($"grants/{grant}:rotate", null, ("Idempotency-Key", "rotate-1"));

        rotated.Headers["Cache-Control"].ShouldBe("no-store");
        if (rotated.Status == HttpStatusCode.Conflict)
            rotated.Text.ShouldContain("It is tried again by itself");   // on a machine that stands still for longer than the portal waits
        else
            rotated.Json.Text("credential").ShouldBe("unrevealed", rotated.Text);
        (await workload.PostAsync($"grants/{grant}:rotate", null, ("Idempotency-Key", "rotate-1"))).Problem.ShouldBe("not-repeatable");
        await Eventually.TrueAsync(async () => (await workload.GetAsync($"grants/{grant}")).Json.Text("credential") == "unrevealed", "the new secret is taken");
        var second = (await workload.PostAsync($"grants/{grant}:reveal")).Json.Text("secret");
        second.ShouldStartWith("oracle-secret-");
        second.ShouldNotBe(first);
    }

    [Fact]
    public async Task Extend_Active_IsARequestOfItsOwn()
    {
        using var workload = await ApiClient.OfWorkloadAsync(host);
        await workload.HoldNothingAsync();
        var grant = await workload.OpenAsync(host.World.Deploy);

        var extended = await workload.PostAsync($"grants/{grant.Text("id")}:extend", new { by = "10m", reason = "Not done yet" });
        var tooLong = await workload.PostAsync($"grants/{grant.Text("id")}:extend", new { by = "2h", reason = "Not done yet" });
        var wrong = await workload.PostAsync($"grants/{grant.Text("id")}:extend", new { by = "31d", reason = "Not done yet" });

        extended.Status.ShouldBe(HttpStatusCode.Created, extended.Text);
        extended.Json.Text("isExtension").ShouldBe("True");
        await Eventually.TrueAsync(
            async () => (await workload.GetAsync($"grants/{grant.Text("id")}")).Json.GetProperty("endsAt").GetDateTimeOffset() == grant.GetProperty("endsAt").GetDateTimeOffset().AddMinutes(10),
            "the longer end is set");
        tooLong.Status.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.Conflict);
        wrong.Fields.ShouldBe(["by"]);
    }

    [Fact]
    public async Task Extend_WherePoliciesLookAtTheTicket_TakesThatOfTheAccessOrAnother()
    {
        using var workload = await ApiClient.OfWorkloadAsync(host);
        await host.World.AddAsync("Ticketed", new Rule(
            "ticketed",
            new Effect.Automatic(TimeSpan.FromHours(2), TimeSpan.FromHours(1)),
            new Condition.All([new Condition.SubjectIs(SubjectKind.Workload), new Condition.TicketMatches(new Pattern("OPS-[0-9]+"))])));
        var ask = new { entitlement = "ledger-db:ticketed", duration = "20m", reason = "Release", ticket = "OPS-1" };
        var grant = (await workload.PostAsync("requests", ask, ("Prefer", "wait=30"))).Json.GetProperty("grant").Text("id");

        var same = await workload.PostAsync($"grants/{grant}:extend", new { by = "10m", reason = "Not done yet" }, ("Prefer", "wait=30"));
        await SettledAsync(workload, grant);
        var other = await workload.PostAsync($"grants/{grant}:extend", new { by = "10m", reason = "Not done yet", ticket = "OPS-2" }, ("Prefer", "wait=30"));
        await SettledAsync(workload, grant);
        var wrong = await workload.PostAsync($"grants/{grant}:extend", new { by = "10m", reason = "Not done yet", ticket = "BUG-3" });
        var tooLong = await workload.PostAsync($"grants/{grant}:extend", new { by = "10m", reason = "Not done yet", ticket = new string('x', 101) });

        same.Status.ShouldBe(HttpStatusCode.Created, same.Text);
        other.Status.ShouldBe(HttpStatusCode.Created, other.Text);
        wrong.Problem.ShouldBe("refused", wrong.Text);
        tooLong.Fields.ShouldBe(["ticket"]);
    }

    [Fact]
    public async Task Extend_StrongerSignInWouldBeBest_MayBeDoneWithout()
    {
        using var jon = await ApiClient.OfPersonAsync(host, "jon");
        await host.World.AddAsync(
            "Sure",
            new Rule("short", new Effect.Automatic(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(20)), new Condition.Always()),
            new Rule("sure", new Effect.Automatic(TimeSpan.FromHours(2), TimeSpan.FromHours(1), AssuranceLevel.MultiFactor), new Condition.Always()),
            new Rule("ask", new Effect.Ask(TimeSpan.FromHours(4), TimeSpan.FromHours(1), [new Stage([new Approver.Group("database-owners")], 1, TimeSpan.FromHours(4))]), new Condition.Always()));
        var ask = new { entitlement = "ledger-db:sure", duration = "20m", reason = "Check stuck refunds" };
        var grant = (await jon.PostAsync("requests", ask, ("Prefer", "wait=30"))).Json.GetProperty("grant").Text("id");

        var stronger = await jon.PostAsync($"grants/{grant}:extend", new { by = "10m", reason = "Not done yet" });
        var without = await jon.PostAsync($"grants/{grant}:extend", new { by = "10m", reason = "Not done yet", withoutStepUp = true });

        stronger.Problem.ShouldBe("step-up", stronger.Text);
        without.Status.ShouldBe(HttpStatusCode.Created, without.Text);
        without.Json.Text("state").ShouldBe("awaitingApproval");
    }

    [Fact]
    public async Task GiveBack_AndReadTheEnd_IsEvidenced()
    {
        using var workload = await ApiClient.OfWorkloadAsync(host);
        await workload.HoldNothingAsync();
        var grant = (await workload.OpenAsync(host.World.Deploy)).Text("id");

        var ending = await workload.PostAsync($"grants/{grant}:give-back", null, ("Idempotency-Key", "back-1"));
        var repeated = await workload.PostAsync($"grants/{grant}:give-back", null, ("Idempotency-Key", "back-1"));

        ending.Status.ShouldBe(HttpStatusCode.OK, ending.Text);
        repeated.Status.ShouldBe(HttpStatusCode.OK, "the lost answer is given again");
        repeated.Headers["Idempotency-Replayed"].ShouldBe("true");
        (await workload.PostAsync($"grants/{grant}:give-back")).Status.ShouldBe(HttpStatusCode.Conflict);
        await Eventually.TrueAsync(
            async () => (await workload.GetAsync($"grants/{grant}")).Json is var g && g.Text("state") == "ended" && g.Text("evidence") == "observed", "the end is observed");
    }

    [Fact]
    public async Task Everything_SomebodyElses_AnswersNotFound()
    {
        using var workload = await ApiClient.OfWorkloadAsync(host);
        using var jon = await ApiClient.OfPersonAsync(host, "jon");
        await workload.HoldNothingAsync();
        var grant = (await workload.OpenAsync(host.World.Deploy)).Text("id");

        (await jon.GetAsync($"grants/{grant}")).Status.ShouldBe(HttpStatusCode.NotFound);
        foreach (var action in new[] { "give-back", "reveal", "rotate" })
            (await jon.PostAsync($"grants/{grant}:{action}")).Status.ShouldBe(HttpStatusCode.NotFound, action);
        (await jon.PostAsync($"grants/{grant}:revoke", new { reason = "No" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await jon.PostAsync($"grants/{grant}:extend", new { by = "10m", reason = "No" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await workload.GetAsync($"grants/{grant}")).Json.Text("state").ShouldBe("active");
    }

    [Fact]
    public async Task Revoke_ByAnAdministrator_EndsIt()
    {
        using var workload = await ApiClient.OfWorkloadAsync(host);
        using var tove = await ApiClient.OfPersonAsync(host, "tove");
        using var lea = await ApiClient.OfPersonAsync(host, "lea");
        await workload.HoldNothingAsync();
        var grant = (await workload.OpenAsync(host.World.Deploy)).Text("id");

        (await lea.PostAsync($"grants/{grant}:revoke", new { reason = "Looks odd" })).Status.ShouldBe(HttpStatusCode.Forbidden, "an auditor sees and does not act");
        (await tove.PostAsync($"grants/{grant}:revoke", new { })).Fields.ShouldBe(["reason"]);
        var revoked = await tove.PostAsync($"grants/{grant}:revoke", new { reason = "Looks odd" });

        revoked.Status.ShouldBe(HttpStatusCode.OK, revoked.Text);
        revoked.Json.Text("endReason").ShouldBe("revoked");
    }

    /// <summary>A change that is under way is waited for, or the next one is told to come back.</summary>
    private static Task SettledAsync(ApiClient caller, string? grant) => Eventually.TrueAsync(
        async () => (await caller.GetAsync($"grants/{grant}")).Json.GetProperty("can").EnumerateArray().Any(can => can.GetString() == "extend"), "it can be extended again");
}
