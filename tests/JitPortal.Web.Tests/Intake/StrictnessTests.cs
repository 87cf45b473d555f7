using System.Net;
using System.Text;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Intake;

/// <summary>What a call does not take is refused by name, in the address as in the body.</summary>
public sealed class StrictnessTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("audit?requests=01980000-0000-7000-8000-000000000000", "requests", "limit, cursor, type, request, grant")]
    [InlineData("requests?limit=5&state=denied", "state", "limit, cursor")]
    [InlineData("grants?page=2", "page", "limit, cursor")]
    [InlineData("entitlements?q=ledger", "q", "limit, cursor")]
    [InlineData("requests/01980000-0000-7000-8000-000000000000?wait=30", "wait", "no parameters")]
    public async Task Get_ParameterThatIsNotKnown_IsNamedWithWhatIsAccepted(string call, string name, string accepted)
    {
        using var lea = await ApiClient.OfPersonAsync(host, "lea");

        var answer = await lea.GetAsync(call);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.Problem.ShouldBe("invalid");
        answer.Fields.ShouldBe([name]);
        answer.Json.Text("detail")!.ShouldContain(accepted);
    }

    [Fact]
    public async Task Post_ParameterThatIsNotKnown_ChangesNothing()
    {
        using var mira = await ApiClient.OfPersonAsync(host, "mira");
        var request = await host.World.AskAsync("mira", host.World.Asks);

        (await mira.PostAsync($"requests/{request}:withdraw?dryRun=true")).Fields.ShouldBe(["dryRun"]);
        (await mira.GetAsync($"requests/{request}")).Json.Text("state").ShouldBe("awaitingApproval");
        (await mira.PostAsync($"requests/{request}:withdraw")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("give-back", "")]
    [InlineData("reveal", "{}")]
    [InlineData("rotate", " { } ")]
    public async Task Grant_CallWithoutFields_RefusesAFieldAndTakesNone(string action, string none)
    {
        using var workload = await ApiClient.OfWorkloadAsync(host);
        await workload.HoldNothingAsync();
        var call = $"grants/{(await workload.OpenAsync(host.World.Deploy)).Text("id")}:{action}";

        foreach (var (body, field) in new[] { ("""{"reason":"Done"}""", "reason"), ("""{"at":{"time":1}}""", "at"), ("[]", "body"), ("null", "body"), ("{", "body") })
        {
            var answer = await workload.PostAsync(call, body, ("Idempotency-Key", action));
            answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
            answer.Fields.ShouldBe([field]);
        }

        var taken = await workload.PostAsync(call, none, ("Idempotency-Key", action));
        (taken.Status == HttpStatusCode.OK || taken.Problem == "conflict").ShouldBeTrue(taken.Text);   // a target that is slow just now says so with 409
    }

    [Theory]
    [InlineData("withdraw")]
    [InlineData("confirm")]
    public async Task Request_CallWithoutFields_RefusesAField(string action)
    {
        using var jon = await ApiClient.OfPersonAsync(host, "jon");
        var request = await host.World.AskAsync("jon", host.World.Asks);

        (await jon.PostAsync($"requests/{request}:{action}", new { reason = "Done" })).Fields.ShouldBe(["reason"]);

        (await jon.GetAsync($"requests/{request}")).Json.Text("state").ShouldBe("awaitingApproval");
        (await jon.PostAsync($"requests/{request}:withdraw", "{}")).Json.Text("state").ShouldBe("withdrawn");
    }

    [Fact]
    public async Task CallWithoutFields_SomethingElseThanJson_SaysWhatToSend()
    {
        using var jon = await ApiClient.OfPersonAsync(host, "jon");
        using var form = new StringContent("reason=Done", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/grants/{Guid.NewGuid()}:give-back") { Content = form };

        (await jon.SendAsync(request)).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }
}
