using System.Net;
using JitPortal.Web.Tests.Intake;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Requests;

public sealed class RequestApiTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task File_Automatic_IsActiveInOneCallAndReadable()
    {
        using var mira = await ApiClient.OfPersonAsync(host, "mira");
        await mira.HoldNothingAsync();

        var filed = await mira.PostAsync("requests", new { entitlement = "stock-db:read", duration = "2h", reason = "Check stock" }, ("Prefer", "respond-async, wait=30"));
        var read = await mira.GetAsync(filed.Headers["Location"]);

        filed.Status.ShouldBe(HttpStatusCode.Created);
        filed.Headers["Preference-Applied"].ShouldBe("wait");
        filed.Json.GetProperty("grant").Text("state").ShouldBe("active");
        filed.Json.Text("duration").ShouldBe("PT2H");
        read.Status.ShouldBe(HttpStatusCode.OK);
        read.Json.Text("id").ShouldBe(filed.Json.Text("id"));
        read.Json.GetProperty("decision").Text("outcome").ShouldBe("automatic");
        read.Json.GetProperty("timeline").EnumerateArray().Select(e => e.Text("type")).ShouldContain("grant.active");
    }

    [Fact]
    public async Task File_RefusedByPolicy_IsAProblemWithTheReasons()
    {
        using var workload = await ApiClient.OfWorkloadAsync(host);

        var refused = await workload.PostAsync("requests", new { entitlement = host.World.Automatic.ToString(), duration = "1h", reason = "Check stock" });
        var kept = await workload.GetAsync("requests/" + refused.Json.Text("request"));

        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Problem.ShouldBe("refused");
        refused.Json.GetProperty("decision").Text("outcome").ShouldBe("refused");
        kept.Json.GetProperty("decision").Text("outcome").ShouldBe("refused");
        refused.Json.GetProperty("decision").GetProperty("reasons").EnumerateArray().Select(r => r.Text("clause")).ShouldContain(c => c!.Contains("engineering", StringComparison.Ordinal));
        refused.Headers["Location"].ShouldBe("/api/v1/requests/" + refused.Json.Text("request"));
        kept.Json.Text("state").ShouldBe("denied");
    }

    [Fact]
    public async Task Preview_AnyLength_SaysWhatWouldBeAndStoresNothing()
    {
        using var ann = await ApiClient.OfPersonAsync(host, "ann");
        var before = (await ann.GetAsync("requests")).Items.Count;

        var asks = await ann.PostAsync("requests:preview", new { entitlement = "ledger-db:write", duration = "2h30", reason = "Check stuck refunds" });
        var never = await ann.PostAsync("requests:preview", new { entitlement = "ledger-db:write", duration = "PT9H", reason = "Check stuck refunds" });

        asks.Json.GetProperty("decision").Text("outcome").ShouldBe("needsApproval");
        asks.Json.Text("duration").ShouldBe("PT2H30M");
        never.Status.ShouldBe(HttpStatusCode.OK);
        never.Json.GetProperty("decision").Text("outcome").ShouldBe("refused");
        never.Json.GetProperty("decision").GetProperty("alternatives").GetArrayLength().ShouldBeGreaterThan(0);
        (await ann.GetAsync("requests")).Items.Count.ShouldBe(before);
    }

    [Theory]
    [InlineData("""{"entitlement":"stock-db:read","duration":"1h","reason":"x","force":true}""", "force")]
    [InlineData("""{"entitlement":"stock-db:read","Duration":"1h"}""", "Duration")]
    [InlineData("""{"entitlement":"stock-db:read","duration":60}""", "duration")]
    [InlineData("""{"entitlement":"stock-db:read","duration":"60"}""", "duration")]
    [InlineData("""{"entitlement":"stock-db:read","duration":"10s"}""", "duration")]
    [InlineData("""{"entitlement":"stock-db:read","duration":"1h","duration":"2h"}""", "duration")]
    [InlineData("""{"entitlement":"no such thing","duration":"1h"}""", "entitlement")]
    [InlineData("""{"entitlement":"nothing:here","duration":"1h"}""", "entitlement")]
    [InlineData("""{"entitlement":"stock-db:read","duration":"1h","reason":"bell \u0007"}""", "reason")]
    [InlineData("""{"entitlement":"stock-db:read","duration":"1h","reason":"half \ud83d"}""", "reason")]
    [InlineData("""{"duration":"1h"}""", "entitlement")]
    [InlineData("""[]""", "body")]
    [InlineData("""{"entitlement":""", "entitlement")]
    [InlineData("null", "body")]
    [InlineData("", "body")]
    public async Task File_MistakeInTheBody_NamesTheField(string body, string field)
    {
        using var mira = await ApiClient.OfPersonAsync(host, "mira");

        var answer = await mira.PostAsync("requests", body);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.Problem.ShouldBe("invalid");
        answer.Fields.ShouldContain(field, answer.Text);
        answer.Text.ShouldNotContain("JitPortal.");
    }

    [Fact]
    public async Task File_HugeBody_Answers413AndHugeReason400()
    {
        using var mira = await ApiClient.OfPersonAsync(host, "mira");

        (await mira.PostAsync("requests", new { entitlement = "stock-db:read", duration = "1h", reason = new string('x', 70_000) })).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await mira.PostAsync("requests", new { entitlement = "stock-db:read", duration = "1h", reason = new string('x', 2_001) })).Fields.ShouldBe(["reason"]);
    }

    [Fact]
    public async Task Read_SomebodyElses_AnswersAsIfItDidNotExist()
    {
        using var mira = await ApiClient.OfPersonAsync(host, "mira");
        using var jon = await ApiClient.OfPersonAsync(host, "jon");
        var own = await host.World.AskAsync("mira", host.World.Asks);

        var foreign = await jon.GetAsync($"requests/{own}");
        var unknown = await jon.GetAsync($"requests/{Guid.NewGuid():N}");
        var withdrawn = await jon.PostAsync($"requests/{own}:withdraw");

        foreign.Status.ShouldBe(HttpStatusCode.NotFound);
        (await mira.GetAsync($"requests/{own}")).Json.GetProperty("decision").Text("outcome").ShouldBe("needsApproval");
        foreign.Json.Text("detail").ShouldBe(unknown.Json.Text("detail"));
        withdrawn.Status.ShouldBe(HttpStatusCode.NotFound);
        (await mira.PostAsync($"requests/{own}:withdraw")).Json.Text("state").ShouldBe("withdrawn");
        (await mira.PostAsync($"requests/{own}:withdraw")).Status.ShouldBe(HttpStatusCode.Conflict);
    }
}
