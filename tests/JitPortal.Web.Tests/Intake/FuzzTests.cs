using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using JitPortal.Domain.Catalog;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using JitPortal.Web.Tests.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Intake;

/// <summary>
/// 10,000 calls made from the API's own description with hostile values: none may be answered with 5xx or otherwise than described, show
/// how the portal is made, tell anything of what somebody else asked for and holds, or change it. The same calls every time;
/// <c>JIT_FUZZ_SEED</c> makes others.
/// </summary>
public sealed class FuzzTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const int Calls = 10_000;
    private const int AtOnce = 4;
    private const int UsualSeed = 20_261_126;
    private const string HeldReason = "Looks after the whooping crane";
    private const string WaitingReason = "Counts the kakapo anew";
    private const string Ticket = "CANARY-4711";

    [Fact]
    public async Task Api_TenThousandHostileCalls_NeverFails()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("JIT_FUZZ_SEED"), out var chosen) ? chosen : UsualSeed;
        using var nobody = ApiClient.Nobody(host);
        using var jon = await ApiClient.OfPersonAsync(host, "jon");
        using var mira = await ApiClient.OfPersonAsync(host, "mira");
        using var workload = await ApiClient.OfWorkloadAsync(host);
        var held = await FileAsync(mira, host.World.Automatic, HeldReason);
        var waiting = await FileAsync(mira, host.World.Asks, WaitingReason);
        var (foreignGrant, foreignRequest) = (held.GetProperty("grant").Text("id")!, waiting.Text("id")!);
        var description = await Description.ReadAsync(nobody);
        var operations = Operation.Read((await nobody.GetAsync("/openapi/v1.json")).Json);
        var seen = new int[600];
        var answers = new ConcurrentBag<(string Told, string Answer)>();

        await Parallel.ForEachAsync(Enumerable.Range(0, Calls), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            var random = new Random(unchecked((seed * 7_919) + i));   // not HashCode, which differs in every process
            var values = new HostileValues(random, [foreignGrant, foreignRequest, host.World.Asks.ToString(), host.World.Deploy.ToString()]);
            var call = operations[random.Next(operations.Count)].Make(values);
            var caller = random.Next(20) == 0 ? nobody : random.Next(2) == 0 ? jon : workload;
            using var request = call.ToRequest();
            var answer = await caller.SendAsync(request);
            var told = $"seed {seed}, call {i}: {call} -> {(int)answer.Status} {answer.Text}";
            ((int)answer.Status).ShouldBeLessThan(500, told);
            foreach (var trace in new[] { "   at ", "Exception", "JitPortal.", "System.", "Microsoft.", "SQLite" })
                answer.Text.ShouldNotContain(trace, Case.Sensitive, told);
            if ((int)answer.Status >= 400)
                answer.ContentType.ShouldBe("application/problem+json", told);
            description.Mistakes(call.Method, call.Path, answer).ShouldBeEmpty(told);
            Interlocked.Increment(ref seen[(int)answer.Status]);
            answers.Add((told, $"{answer.Text} {string.Join(' ', answer.Headers.Values)}"));
        });

        var statuses = string.Join(", ", seen.Select((count, status) => (count, status)).Where(s => s.count > 0).Select(s => $"{s.status}: {s.count}"));
        TestContext.Current.TestOutputHelper?.WriteLine(statuses);
        seen[200].ShouldBeGreaterThan(Calls / 50, $"some calls must get through, or nothing was tried: {statuses}");
        seen[201].ShouldBeGreaterThan(0, statuses);
        seen[404].ShouldBeGreaterThan(0, statuses);
        (await mira.GetAsync($"grants/{foreignGrant}")).Json.Text("state").ShouldBe("active");
        (await mira.GetAsync($"requests/{foreignRequest}")).Json.Text("state").ShouldBe("awaitingApproval");
        (await nobody.GetAsync("/api/v1/requests")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        foreach (var canary in await CanariesAsync(mira, held, waiting))
            answers.Where(answer => canary.FindIn(answer.Answer) is not null).Select(answer => answer.Told).FirstOrDefault().ShouldBeNull($"“{canary.Value}” is Mira's alone");
    }

    private static async Task<JsonElement> FileAsync(ApiClient caller, EntitlementId what, string reason)
    {
        var filed = await caller.PostAsync("requests", new { entitlement = what.ToString(), duration = "20m", reason, ticket = Ticket }, ("Prefer", "wait=30"));
        filed.Status.ShouldBe(HttpStatusCode.Created, filed.Text);
        return filed.Json;
    }

    /// <summary>
    /// What only Mira is told, looked up when all is over, so that her secret is one that nobody asked for before. What the callers know and
    /// send themselves, and so may find in an answer, is none: the ids of her grant and of what waits.
    /// </summary>
    private static async Task<IReadOnlyList<Canary>> CanariesAsync(ApiClient mira, JsonElement held, JsonElement waiting)
    {
        var shown = (await mira.GetAsync($"requests/{held.Text("id")}")).Text + (await mira.GetAsync($"requests/{waiting.Text("id")}")).Text;
        string[] written = [HeldReason, WaitingReason, "Mira Kova", held.Text("id")!, held.GetProperty("requester").Text("id")!, held.GetProperty("grant").Text("principal")!, .. Numbers(held, waiting)];
        foreach (var canary in written)
            shown.ShouldContain(canary, Case.Sensitive, "or nothing is looked for");
        var secret = (await mira.PostAsync($"grants/{held.GetProperty("grant").Text("id")}:reveal")).Json.Text("secret")!;
        secret.ShouldStartWith("oracle-secret-");
        return [.. written.Append(Ticket).Append(secret).Append("mira@example.test").Select(value => new Canary(value))];
    }

    /// <summary>In quotes: REQ-1 is not in REQ-10.</summary>
    private static IEnumerable<string> Numbers(params IEnumerable<JsonElement> requests) => requests.Select(request => $"\"{request.Text("number")}\"");

    /// <summary>One path and method of the description.</summary>
    private sealed record Operation(HttpMethod Method, string Path, IReadOnlyList<string> Query, IReadOnlyList<string> Headers, IReadOnlyList<string>? Body)
    {
        public static List<Operation> Read(JsonElement document) =>
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from method in path.Value.EnumerateObject()
               select new Operation(
                   new HttpMethod(method.Name), path.Name, Named(method.Value, "query"), Named(method.Value, "header"), BodyOf(method.Value, document)),
        ];

        public Call Make(HostileValues values) => new(
            values.Method(Method),
            values.Path(Path) + values.Query(Query),
            [.. Headers.Where(_ => values.Often()).Select(name => (name, name == "Prefer" ? "wait=0" : values.Header()))],
            Body is null ? null : values.Body(Body));

        private static List<string> Named(JsonElement operation, string where) => operation.TryGetProperty("parameters", out var all)
            ? [.. all.EnumerateArray().Where(p => p.Text("in") == where).Select(p => p.Text("name")!)]
            : [];

        private static List<string>? BodyOf(JsonElement operation, JsonElement document)
        {
            if (!operation.TryGetProperty("requestBody", out var body))
                return null;
            var schema = body.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];
            return [.. document.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("properties").EnumerateObject().Select(p => p.Name)];
        }
    }

    private sealed record Call(HttpMethod Method, string Path, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body)
    {
        public HttpRequestMessage ToRequest()
        {
            var request = new HttpRequestMessage(Method, new Uri(Path, UriKind.Relative));
            foreach (var (name, value) in Headers)
                request.Headers.TryAddWithoutValidation(name, value);
            if (Body is not null)
            {
                request.Content = new ByteArrayContent(Body);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            }
            return request;
        }

        public override string ToString() =>
            $"{Method} {Path} [{string.Join("; ", Headers)}] {Encoding.UTF8.GetString((Body ?? []).AsSpan()[..Math.Min(Body?.Length ?? 0, 500)])}";
    }
}
