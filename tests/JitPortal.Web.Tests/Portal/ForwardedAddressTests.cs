using System.Net;
using System.Text;
using System.Text.Json;
using JitPortal.Domain.Policies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Portal;

/// <summary>The address that policies judge is the caller's own: the one that a named proxy states, and nobody else's word.</summary>
public sealed class ForwardedAddressTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Office = "198.51.100.7";
    private const string Proxy = "10.0.0.5";
    private const string Stranger = "203.0.113.66";

    [Fact]
    public async Task Preview_ThroughAProxy_IsJudgedByTheAddressThatANamedProxyStates()
    {
        await host.World.AddAsync("ByPlace", new Rule(
            "open-by-place", new Effect.Automatic(TimeSpan.FromHours(1), TimeSpan.FromMinutes(20)), new Condition.FromNetwork([new Network("198.51.100.0/24")])));
        await using var portal = host.WithWebHostBuilder(web => web.UseSetting("Proxy:KnownProxies:0", Proxy));
        var token = await Tokens.OfPersonAsync(host, "mira");

        (await OutcomeAsync(portal.Server, token, Office, null)).ShouldBe("automatic");
        (await OutcomeAsync(portal.Server, token, Proxy, Office)).ShouldBe("automatic");
        (await OutcomeAsync(portal.Server, token, Proxy, $"{Stranger}, {Office}, {Proxy}")).ShouldBe("automatic");
        (await OutcomeAsync(portal.Server, token, Proxy, null)).ShouldBe("refused");
        (await OutcomeAsync(portal.Server, token, Stranger, Office)).ShouldBe("refused", "a stranger says so");
        (await OutcomeAsync(portal.Server, token, Proxy, $"{Office}, {Stranger}")).ShouldBe("refused", "what the stranger says before the proxy does");
        (await OutcomeAsync(host.Server, token, "127.0.0.1", Office)).ShouldBe("refused", "no proxy is named, on this machine neither");
    }

    /// <returns>What the policies say to somebody who asks from there: "automatic" in the office, "refused" elsewhere.</returns>
    private static async Task<string> OutcomeAsync(TestServer portal, string token, string from, string? forwardedFor)
    {
        var body = """{"entitlement":"ledger-db:byplace","duration":"20m","reason":"Check stuck refunds"}"""u8.ToArray();
        var answer = await portal.SendAsync(context =>
        {
            context.Request.Method = HttpMethods.Post;
            context.Request.Path = "/api/v1/requests:preview";
            context.Request.Scheme = "http";
            context.Request.Host = new HostString("localhost");
            context.Request.Headers.Authorization = $"Bearer {token}";
            context.Request.ContentType = "application/json";
            context.Request.ContentLength = body.Length;
            context.Request.Body = new MemoryStream(body);
            context.Connection.RemoteIpAddress = IPAddress.Parse(from);
            if (forwardedFor is not null)
                context.Request.Headers["X-Forwarded-For"] = forwardedFor;
        });
        using var reader = new StreamReader(answer.Response.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        answer.Response.StatusCode.ShouldBe(StatusCodes.Status200OK, text);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("decision").GetProperty("outcome").GetString()!;
    }
}
