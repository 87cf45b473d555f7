using System.Reflection;
using System.Text.Json;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Web.Live;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Intake;

/// <summary>
/// Who may reach what (I-30): each endpoint by each kind of caller, on what Ann asked for and the workload holds. An endpoint without a
/// row fails, and so does a method of the hub.
/// </summary>
public sealed class EndpointMatrixTests(PortalHost host) : IClassFixture<PortalHost>
{
    // {request} is Ann's and waits for database-owners, of whom she is one herself and Bo another; {grant} is the workload's.
    // Uma has no role at all: she is signed in, and nothing else.
    private const string Calls = """
        call                                     nobody ann jon bo  lea tove ci  uma
        GET /api/v1/entitlements                    401 200 200 200 200 200 200 200
        POST /api/v1/requests:preview               401 200 200 200 200 200 200 200
        POST /api/v1/requests                       401 400 400 400 400 400 400 400
        GET /api/v1/requests                        401 200 200 200 200 200 200 200
        GET /api/v1/requests/{request}              401 200 404 200 200 200 404 404
        POST /api/v1/requests/{request}/decisions   401 403 404 200 403 403 404 404
        POST /api/v1/requests/{request}:withdraw    401 200 404 404 404 404 404 404
        POST /api/v1/requests/{request}:confirm     401 409 404 404 404 404 404 404
        GET /api/v1/grants                          401 200 200 200 200 200 200 200
        GET /api/v1/grants/{grant}                  401 404 404 404 200 200 200 404
        POST /api/v1/grants/{grant}:reveal          401 404 404 404 404 404 200 404
        POST /api/v1/grants/{grant}:rotate          401 404 404 404 404 404 200 404
        POST /api/v1/grants/{grant}:extend          401 404 404 404 404 404 201 404
        POST /api/v1/grants/{grant}:revoke          401 404 404 404 403 200 403 404
        POST /api/v1/grants/{grant}:give-back       401 404 404 404 404 404 200 404
        GET /api/v1/audit                           401 403 403 403 200 200 403 403
        """;

    /// <summary>What people and browsers reach, with the door in front of it; their own tests say what happens behind it.</summary>
    private static readonly string[] Others =
    [
        "page / : session", "page /access : session", "page /approvals : session", "page /approvals/decided : session", "page /requests : session", "page /requests/{Id:guid} : session",
        "page /notices : session", "page /settings/notices : session", "page /admin : Operations", "page /audit : Operations", "page /audit/who : Operations",
        "page /audit/exceptions : Operations", "page /audit/lookup : Operations", "page /admin/people : Operations",
        "page /admin/people/{Id:guid} : Operations", "page /entitlements/{Id:guid} : session", "page /approve/{Id:guid} : session", "page /away : session",
        "page /reviews : session", "page /stop : Operations", "page /error : anybody", "page /sign-in-failed : anybody", "page /status/{Code:int} : anybody",
        "page /policies : Operations", "page /policies/new : Administration", "page /policies/{Id:guid} : Operations", "page /admin/targets : Administration",
        "page /admin/targets/new : Administration", "page /admin/targets/{Id:guid} : Administration", "page /signed-out : anybody", "page /setup : session",
        "page /admin/identity : Administration", "page /step-up/{State}/done : session",
        "POST /audit/export : Operations", "GET /sign-in : anybody", "POST /sign-out : session", "POST /access/{id:guid}/reveal : session",
        "POST /access/{id:guid}/give-back : session", "POST /admin/targets/try : Administration", "POST /admin/targets/connect : Administration",
        "POST /admin/targets/{id:guid}/change : Administration", "GET /admin/identity/test : Administration", "GET /step-up/{state} : session",
        "POST /sign-out/back-channel : anybody",
        "* /hubs/live/negotiate : PersonOrWorkload", "* /hubs/live : PersonOrWorkload", "* /healthz/live : anybody", "* /healthz/ready : anybody",
        "GET /{**path:file} : session", "GET /openapi/{documentName}.json : anybody", "GET /api-docs : anybody",
        "GET /api-docs/files/{documentName?} : anybody", "GET /api-docs/files/scalar.js : anybody", "GET /api-docs/files/scalar.aspnetcore.js : anybody",
        "GET /api-docs/files/favicon.svg : anybody",
    ];

    [Fact]
    public void EveryEndpoint_HasARow()
    {
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && !IsOfTheFramework(endpoint))
            .Where(endpoint => !endpoint.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal))
            .SelectMany(Describe);

        endpoints.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ShouldBe(Others.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryCallOfTheApi_HasARow() => host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal))
        .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method =>
            $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/').Replace("requests/{id:guid}", "requests/{request}", StringComparison.Ordinal).Replace("grants/{id:guid}", "grants/{grant}", StringComparison.Ordinal)}"))
        .ShouldBe(Rows().Select(row => row.Call), ignoreOrder: true);

    [Fact]
    public void Hub_TakesNoCalls() => typeof(LiveHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(method => method.GetBaseDefinition() == method).ShouldBeEmpty("a new message from clients needs a row of its own here");

    [Fact]
    public async Task EveryCall_ByEveryCaller_AnswersAsTheTableSays()
    {
        using var nobody = ApiClient.Nobody(host);
        using var ann = await ApiClient.OfPersonAsync(host, "ann");
        using var jon = await ApiClient.OfPersonAsync(host, "jon");
        using var bo = await ApiClient.OfPersonAsync(host, "bo");
        using var lea = await ApiClient.OfPersonAsync(host, "lea");
        using var tove = await ApiClient.OfPersonAsync(host, "tove");
        using var workload = await ApiClient.OfWorkloadAsync(host);
        using var uma = await WithoutRolesAsync("uma");
        ApiClient[] callers = [nobody, ann, jon, bo, lea, tove, workload, uma];
        string[] names = ["nobody", "ann", "jon", "bo", "lea", "tove", "ci", "uma"];
        var wrong = new List<string>();

        foreach (var (call, expected) in Rows())
        {
            await workload.HoldNothingAsync();
            var request = await WaitingAsync(ann);
            var grant = call.Contains("{grant}", StringComparison.Ordinal) ? (await workload.OpenAsync(host.World.Deploy)).Text("id") : null;
            var path = call.Split(' ')[1].Replace("{request}", request, StringComparison.Ordinal).Replace("{grant}", grant, StringComparison.Ordinal);
            // Those who are refused come first: whoever is let in changes what the next one finds.
            foreach (var (index, status) in expected.Index().OrderBy(e => e.Item < 300))
            {
                var answer = await callers[index].SendAsync(new HttpMethod(call.Split(' ')[0]), path, BodyOf(call));
                // A target that is slow just now says so with 409, and only to whoever was let in.
                if ((int)answer.Status != status && !(status < 300 && answer.Problem == "conflict"))
                    wrong.Add($"{call} by {names[index]}: {(int)answer.Status} instead of {status}: {answer.Text}");
            }
        }
        wrong.ShouldBeEmpty();
    }

    /// <summary>The issuer of the tests gives everybody one; what it has stated once is not read again with the same token.</summary>
    private async Task<ApiClient> WithoutRolesAsync(string person)
    {
        var caller = await ApiClient.OfPersonAsync(host, person);
        await caller.GetAsync("requests");
        var id = (await host.World.ActorAsync(person)).Id.Value;
        await using var db = host.Services.GetRequiredService<PortalDbFactory>().Create();
        await db.People.Where(p => p.Id == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.Roles, PortalRole.None));
        return caller;
    }

    private static async Task<string> WaitingAsync(ApiClient caller)
    {
        foreach (var open in (await caller.GetAsync("requests?limit=200")).Items.Where(r => r.Text("state") == "awaitingApproval"))
            await caller.PostAsync($"requests/{open.Text("id")}:withdraw");
        await caller.HoldNothingAsync();
        return (await caller.PostAsync("requests", new { entitlement = "ledger-db:write", duration = "1h", reason = "Check stuck refunds" })).Json.Text("id")!;
    }

    private static string? BodyOf(string call) => call.Split([':', '/'])[^1] switch
    {
        "preview" => JsonSerializer.Serialize(new { entitlement = "ledger-db:write", duration = "1h", reason = "Check stuck refunds" }),
        "decisions" => JsonSerializer.Serialize(new { decision = "approve" }),
        "extend" => JsonSerializer.Serialize(new { by = "10m", reason = "Not done yet" }),
        "revoke" => JsonSerializer.Serialize(new { reason = "Looks odd" }),
        "requests" when call.StartsWith("POST", StringComparison.Ordinal) => "{}",
        _ => null,
    };

    private static List<(string Call, int[] Expected)> Rows() =>
    [
        .. Calls.Split('\n').Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(parts => ($"{parts[0]} {parts[1]}", parts[2..].Select(int.Parse).ToArray())),
    ];

    /// <summary>Blazor's own: the circuit, its script, and what it redirects through.</summary>
    private static bool IsOfTheFramework(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText!.TrimStart('/') is var path
        && (path.StartsWith("_blazor", StringComparison.Ordinal) || path.StartsWith("_framework", StringComparison.Ordinal) || path.StartsWith("_content", StringComparison.Ordinal));

    private static IEnumerable<string> Describe(RouteEndpoint endpoint)
    {
        var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
        if (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            return [$"page {path} : {DoorOf(endpoint)}"];
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"];
        return methods.Where(method => method is not ("OPTIONS" or "HEAD")).Select(method => $"{method} {path} : {DoorOf(endpoint)}");
    }

    private static string DoorOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
        ? "anybody"
        : endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(door => door.Policy).OfType<string>().FirstOrDefault() ?? "session";
}
