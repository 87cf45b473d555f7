using System.Net;
using System.Text.Json;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Intake;

/// <summary>The description says what the API takes and answers, no more and no less.</summary>
public sealed class DescriptionTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly Dictionary<string, object> Values = new(StringComparer.Ordinal)
    {
        ["entitlement"] = "ledger-db:write",
        ["duration"] = "20m",
        ["by"] = "10m",
        ["reason"] = "Check stuck refunds",
        ["decision"] = "approve",
    };

    [Theory]
    [InlineData("requests:preview", "entitlement,duration", "reason,publicKey,ticket,emergency,withoutStepUp")]
    [InlineData("requests", "entitlement,duration", "reason,publicKey,ticket,emergency,withoutStepUp")]
    [InlineData("requests/{id}/decisions", "decision", "duration,reason")]
    [InlineData("grants/{id}:extend", "by", "reason,ticket,withoutStepUp")]
    [InlineData("grants/{id}:revoke", "reason", "")]
    public async Task Body_RequiredFields_AreThoseThatCannotBeLeftOut(string call, string required, string optional)
    {
        using var caller = await ApiClient.OfPersonAsync(host, call.Contains("revoke", StringComparison.Ordinal) ? "tove" : call.Contains("decisions", StringComparison.Ordinal) ? "bo" : "jon");
        var needed = required.Split(',');
        var described = (await Description.ReadAsync(caller)).Body("post /api/v1/" + call.Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal));
        var path = call.Replace("{id}", await SubjectAsync(call), StringComparison.Ordinal);

        Description.Names(described, "required").ShouldBe(needed, ignoreOrder: true);
        described.GetProperty("properties").EnumerateObject().Select(p => p.Name).ShouldBe(needed.Concat(optional.Split(',', StringSplitOptions.RemoveEmptyEntries)), ignoreOrder: true);
        described.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
        foreach (var missing in needed)
            (await caller.PostAsync(path, BodyOf(needed.Where(name => name != missing)))).Fields.ShouldContain(missing);
        foreach (var missing in needed)
            (await caller.PostAsync(path, BodyOf(needed).Replace($"\"{Values[missing]}\"", "null", StringComparison.Ordinal))).Fields.ShouldContain(missing);
        (await caller.PostAsync(path, BodyOf(needed).Replace("{", "{\"more\":1,", StringComparison.Ordinal))).Fields.ShouldBe(["more"]);
        ((int)(await caller.PostAsync(path, BodyOf(needed))).Status).ShouldNotBe(400);
    }

    [Fact]
    public async Task Answers_GoodAndBad_AreAsDescribed()
    {
        using var nobody = ApiClient.Nobody(host);
        using var mira = await ApiClient.OfPersonAsync(host, "mira");
        using var lea = await ApiClient.OfPersonAsync(host, "lea");
        using var workload = await ApiClient.OfWorkloadAsync(host);
        var description = await Description.ReadAsync(nobody);
        await mira.HoldNothingAsync();
        await workload.HoldNothingAsync();
        var grant = (await workload.OpenAsync(host.World.Deploy)).Text("id");
        var waiting = await host.World.AskAsync("mira", host.World.Asks);
        var ask = new { entitlement = "stock-db:read", duration = "1h", reason = "Check stock" };
        var wrong = new List<string>();

        await SeeAsync(mira, HttpMethod.Get, "entitlements", 200);
        await SeeAsync(mira, HttpMethod.Post, "requests:preview", 200, ask);
        await SeeAsync(mira, HttpMethod.Post, "requests", 201, ask);
        await SeeAsync(mira, HttpMethod.Post, "requests", 409, new { entitlement = "ledger-db:write", duration = "1h", reason = "Check stock" });
        await SeeAsync(workload, HttpMethod.Post, "requests", 403, ask);
        await SeeAsync(mira, HttpMethod.Post, "requests", 400, new { duration = "1h" });
        await SeeAsync(mira, HttpMethod.Post, "requests", 413, new { reason = new string('x', 70_000) });
        await SeeAsync(mira, HttpMethod.Get, "requests", 200);
        await SeeAsync(mira, HttpMethod.Get, $"requests/{waiting}", 200);
        await SeeAsync(mira, HttpMethod.Get, $"requests/{Guid.NewGuid()}", 404);
        await SeeAsync(mira, HttpMethod.Get, "requests?state=denied", 400);
        await SeeAsync(mira, HttpMethod.Post, $"requests/{waiting}/decisions", 403, new { decision = "approve" });
        await SeeAsync(mira, HttpMethod.Post, $"requests/{waiting}:withdraw", 200);
        await SeeAsync(workload, HttpMethod.Get, "grants", 200);
        await SeeAsync(workload, HttpMethod.Get, $"grants/{grant}", 200);
        await SeeAsync(workload, HttpMethod.Post, $"grants/{grant}:reveal", 200);
        await SeeAsync(workload, HttpMethod.Post, $"grants/{grant}:reveal", 409);
        await SeeAsync(workload, HttpMethod.Post, $"grants/{grant}:extend", 403, new { by = "10h" });
        await SeeAsync(workload, HttpMethod.Post, $"grants/{grant}:extend", 201, new { by = "10m" });
        await SeeAsync(workload, HttpMethod.Post, $"grants/{grant}:give-back", 200);
        await SeeAsync(lea, HttpMethod.Get, "audit?limit=500", 200);
        await SeeAsync(mira, HttpMethod.Get, "audit", 403);
        await SeeAsync(nobody, HttpMethod.Get, "audit", 401);
        wrong.ShouldBeEmpty();

        async Task SeeAsync(ApiClient caller, HttpMethod method, string call, int status, object? body = null)
        {
            var answer = await caller.SendAsync(method, call, body is null ? null : JsonSerializer.Serialize(body));
            ((int)answer.Status).ShouldBe(status, $"{method} {call}: {answer.Text}");
            wrong.AddRange(description.Mistakes(method, "/api/v1/" + call, answer).Select(mistake => $"{method} {call}: {mistake}"));
        }
    }

    [Fact]
    public async Task Problems_Described_HaveTheMembersThatAProgramLooksAt()
    {
        using var nobody = ApiClient.Nobody(host);
        var document = (await nobody.GetAsync("/openapi/v1.json")).Json;

        Members("requests", "403").ShouldBe(["type", "title", "status", "detail", "traceId", "decision", "request"], ignoreOrder: true);
        Members("requests", "400").ShouldBe(["type", "title", "status", "detail", "traceId", "errors"], ignoreOrder: true);
        Members("requests/{id}:withdraw", "403").ShouldBe(["type", "title", "status", "detail", "traceId"], ignoreOrder: true);

        IEnumerable<string> Members(string call, string status)
        {
            var schema = document.GetProperty("paths").GetProperty("/api/v1/" + call).GetProperty("post").GetProperty("responses").GetProperty(status)
                .GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];
            return document.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("properties").EnumerateObject().Select(p => p.Name);
        }
    }

    private static string BodyOf(IEnumerable<string> names) => JsonSerializer.Serialize(names.ToDictionary(name => name, name => Values[name]));

    /// <summary>What the call is about: a grant of Jon's, or a request of Mira's.</summary>
    private async Task<string> SubjectAsync(string call)
    {
        if (call.Contains("decisions", StringComparison.Ordinal))
            return (await host.World.AskAsync("mira", host.World.Asks)).ToString();
        if (!call.Contains("grants", StringComparison.Ordinal))
            return "";
        using var jon = await ApiClient.OfPersonAsync(host, "jon");
        await jon.HoldNothingAsync();
        return (await jon.OpenAsync(host.World.Automatic)).Text("id")!;
    }
}
