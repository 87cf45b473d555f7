using System.Net;
using JitPortal.TestKit.Issuers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.SignIn;

/// <summary>Each with a portal and an issuer of its own: keys and discovery are remembered.</summary>
public sealed class KeyRotationTests
{
    private const string Subject = "pia-42";

    [Fact]
    public async Task SignIn_IssuerHasANewKey_IsLetInAndTheOldKeyIsNot()
    {
        await using var host = new HostileHost();
        await host.InitializeAsync();
        var old = host.Issuer.Keys[0];
        (await SignInAsync(host, old)).ShouldEndWith("/access");
        host.Issuer.Keys = [new IssuerKey("k2")];

        var withNew = await Polled(() => SignInAsync(host, host.Issuer.Keys[0]), answer => answer.EndsWith("/access", StringComparison.Ordinal));
        var withOld = await SignInAsync(host, old);

        withNew.ShouldEndWith("/access");
        withOld.ShouldContain("/sign-in-failed");
    }

    [Fact]
    public async Task SignIn_DiscoveryNeverEnds_IsNotWaitedFor()
    {
        await using var host = new HostileHost();
        await host.InitializeAsync();
        var sent = 0L;
        host.Issuer.Discovery = async context =>
        {
            context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
            await context.Response.WriteAsync("{\"issuer\":\"");
            for (var part = new string('x', 64 * 1024); !context.RequestAborted.IsCancellationRequested; sent += part.Length)
                await context.Response.WriteAsync(part, context.RequestAborted);
        };
        using var browser = host.Browser();

        var answer = await browser.GetAsync("/access");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        HostileHost.Cookies(answer).ShouldBeEmpty();
        sent.ShouldBeLessThan(64L * 1024 * 1024);
    }

    [Fact]
    public async Task SignIn_DiscoveryNeverAnswers_IsNotWaitedFor()
    {
        await using var host = new HostileHost();
        await host.InitializeAsync();
        host.Issuer.Discovery = context =>
        {
            var gaveUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            context.RequestAborted.Register(gaveUp.SetResult);
            return gaveUp.Task;
        };
        using var browser = host.Browser();
        browser.Timeout = TimeSpan.FromMinutes(2);   // the test ends by the portal's patience, not by this one

        var answer = await browser.GetAsync("/access");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        HostileHost.Cookies(answer).ShouldBeEmpty();
    }

    private static async Task<string> SignInAsync(HostileHost host, IssuerKey key)
    {
        using var browser = host.Browser();
        var begun = await CodeAnswer.BeginAsync(browser);
        var answer = await begun.ReturnAsync(host.Issuer, HostileIssuer.Tokens(key.Sign(host.Issuer.Claims(Subject, begun.Nonce)), Subject));
        return answer.Headers.Location!.ToString();
    }

    /// <summary>The first sign-in with an unknown key makes the portal ask for keys anew; a later one finds them.</summary>
    private static async Task<string> Polled(Func<Task<string>> signIn, Func<string, bool> done)
    {
        var answer = await signIn();
        for (var more = 0; more < 5 && !done(answer); more++)
            answer = await signIn();
        return answer;
    }
}
