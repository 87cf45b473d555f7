using System.Net;
using JitPortal.Web.Tests.Intake;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Approvals;

public sealed class DecisionApiTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Decide_ByAnApprover_EndsTheWaitOfWhoAsked()
    {
        using var workload = await ApiClient.OfWorkloadAsync(host);
        using var bo = await ApiClient.OfPersonAsync(host, "bo");
        var id = (await workload.PostAsync("requests", new { entitlement = "ledger-db:write", duration = "2h", reason = "Release 4.12" })).Json.Text("id");

        var waits = workload.GetAsync($"requests/{id}", ("Prefer", "wait=60"));
        waits.IsCompleted.ShouldBeFalse();
        var decided = await bo.PostAsync($"requests/{id}/decisions", new { decision = "approve", duration = "30m" });
        var settled = await waits;

        decided.Status.ShouldBe(HttpStatusCode.OK, decided.Text);
        decided.Json.Text("approvedDuration").ShouldBe("PT30M");
        settled.Json.GetProperty("grant").Text("state").ShouldBe("active");
        (await bo.PostAsync($"requests/{id}/decisions", new { decision = "deny", reason = "No" })).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Decide_OwnStrangersOrWorkload_IsRefused()
    {
        using var bo = await ApiClient.OfPersonAsync(host, "bo");
        using var jon = await ApiClient.OfPersonAsync(host, "jon");
        using var workload = await ApiClient.OfWorkloadAsync(host);
        var id = (await bo.PostAsync("requests", new { entitlement = "ledger-db:write", duration = "1h", reason = "Check stuck refunds" })).Json.Text("id");
        var approve = new { decision = "approve" };

        var own = await bo.PostAsync($"requests/{id}/decisions", approve);

        own.Status.ShouldBe(HttpStatusCode.Forbidden);
        own.Json.Text("detail").ShouldBe("Nobody decides on their own request. Another approver has to.");
        (await jon.PostAsync($"requests/{id}/decisions", approve)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await workload.PostAsync($"requests/{id}/decisions", approve)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await bo.GetAsync($"requests/{id}")).Json.Text("state").ShouldBe("awaitingApproval");
    }

    [Theory]
    [InlineData("""{"decision":"Approve"}""", "decision")]
    [InlineData("""{}""", "decision")]
    [InlineData("""{"decision":"approve","duration":"soon"}""", "duration")]
    [InlineData("""{"decision":"approve","stage":1}""", "stage")]
    [InlineData("""{"decision":"deny"}""", "reason")]
    public async Task Decide_MistakeInTheBody_NamesTheField(string body, string field)
    {
        using var bo = await ApiClient.OfPersonAsync(host, "bo");

        (await bo.PostAsync($"requests/{Guid.NewGuid():N}/decisions", body)).Fields.ShouldBe([field]);
    }
}
