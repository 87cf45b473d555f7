using System.Net;
using JitPortal.Storage;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Portal;

/// <summary>Where a request comes from is what the connection says, unless a proxy that the settings name says otherwise.</summary>
public sealed class ForwardedHeadersTests(PortalHost host)
{
    private const string Proxy = "10.0.0.5";
    private const string Pool = "10.1.7.9";
    private const string Stranger = "203.0.113.66";

    [Theory]
    [InlineData(Proxy, null, null, "https://jit.example.org")]
    [InlineData(Pool, null, null, "https://jit.example.org")]
    [InlineData("::ffff:10.0.0.5", null, null, "https://jit.example.org")]
    [InlineData(Stranger, null, null, "http://localhost")]
    [InlineData("10.0.0.6", null, null, "http://localhost")]
    [InlineData(Proxy, "evil.example.org", null, "https://localhost")]
    [InlineData(Stranger, null, Proxy, "http://localhost")]
    [InlineData(Proxy, null, Pool, "https://jit.example.org")]
    [InlineData(Proxy, null, Stranger, "http://jit.example.org")]
    public async Task SignIn_ThroughAProxy_ComesBackToThePublicAddressOnlyIfTheProxyIsNamed(string from, string? forwardedHost, string? alsoFor, string expected)
    {
        await using var portal = Named();

        var answer = await AskAsync(portal, from, forwardedHost ?? "jit.example.org", alsoFor is null ? "198.51.100.7" : $"198.51.100.7, {alsoFor}");

        answer.ShouldBe($"{expected}/signin-oidc");
    }

    [Fact]
    public async Task SignIn_WithoutANamedProxy_ReadsNoHeaderFromAnybody()
    {
        foreach (var from in new[] { "127.0.0.1", "::1", Proxy })
            (await AskAsync(host, from, "jit.example.org", "198.51.100.7")).ShouldBe("http://localhost/signin-oidc");
    }

    private WebApplicationFactory<Web.Shell.App> Named() => host.WithWebHostBuilder(web => web
        .UseSetting("Proxy:KnownProxies:0", Proxy)
        .UseSetting("Proxy:KnownNetworks:0", "10.1.0.0/16")
        .UseSetting("AllowedHosts", "localhost;jit.example.org"));

    /// <returns>Where the issuer is told to send the browser back to: the portal's own address as it sees it.</returns>
    private static async Task<string> AskAsync(WebApplicationFactory<Web.Shell.App> portal, string from, string forwardedHost, string forwardedFor)
    {
        var answer = await portal.Server.SendAsync(context =>
        {
            context.Request.Method = HttpMethods.Get;
            context.Request.Path = SignInEndpoints.SignInPath;
            context.Request.Scheme = "http";
            context.Request.Host = new HostString("localhost");
            context.Connection.RemoteIpAddress = IPAddress.Parse(from);
            context.Request.Headers["X-Forwarded-For"] = forwardedFor;
            // One word from each proxy, the last one's last: between the two it is plain http.
            context.Request.Headers["X-Forwarded-Proto"] = forwardedFor.Contains(',', StringComparison.Ordinal) ? "https, http" : "https";
            context.Request.Headers["X-Forwarded-Host"] = forwardedHost;
        });
        answer.Response.StatusCode.ShouldBe(StatusCodes.Status302Found);
        return System.Web.HttpUtility.ParseQueryString(new Uri(answer.Response.Headers.Location.ToString()).Query)["redirect_uri"]!;
    }
}
