using System.Net;
using System.Text;
using JitPortal.Domain.Policies;
using JitPortal.TestKit.Circuits;
using JitPortal.TestKit.Servers;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Live;

/// <summary>What is done on a page comes from where its connection was made, and not from where the page was once loaded.</summary>
public sealed class ConnectionAddressTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Office = "198.51.100.7";
    private const string Elsewhere = "203.0.113.66";

    // What the catalogue says of it: in the office, and elsewhere.
    private const string Possible = "automatic to 37 min";
    private const string Refused = "not for you";

    [Fact]
    public async Task Catalogue_ConnectionIsLostAndComesBackFromElsewhere_IsJudgedByThat()
    {
        using var mira = await ReadyAsync("Office hours");
        var (first, second, third) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        await using var circuit = await OpenAsync(mira, options => UseSocket(options, mira, Office), first);
        await SaysAsync(first, Possible);

        await using var elsewhere = await circuit.ComeBackAsync(options => UseSocket(options, mira, Elsewhere), drawing => Append(second, drawing));
        await SaysAsync(second, Refused);

        await using var again = await elsewhere.ComeBackAsync(options => UseSocket(options, mira, Office), drawing => Append(third, drawing));
        await SaysAsync(third, Possible);
    }

    /// <summary>Each poll could come from somewhere else, while the connection stays one.</summary>
    [Fact]
    public async Task Catalogue_LongPolling_IsFromNowhere()
    {
        using var mira = await ReadyAsync("Office polling");
        var texts = new StringBuilder();
        await using var circuit = await OpenAsync(mira, Poll, texts);

        await SaysAsync(texts, "Office polling");

        Drawn(texts).ShouldNotContain(Possible);

        void Poll(HttpConnectionOptions options)
        {
            options.Transports = HttpTransportType.LongPolling;
            options.HttpMessageHandlerFactory = _ => host.Server.CreateHandler(context => Sign(context.Request, mira, Office));
        }
    }

    private async Task<Browser> ReadyAsync(string role)
    {
        await host.World.AddAsync(role, new Rule(
            role, new Effect.Automatic(TimeSpan.FromMinutes(37), TimeSpan.FromMinutes(20)), new Condition.FromNetwork([new Network("198.51.100.0/24")])));
        return await host.SignedInAsync("mira");
    }

    private static async Task<CircuitClient> OpenAsync(Browser browser, Action<HttpConnectionOptions> configure, StringBuilder texts) =>
        await CircuitClient.StartAsync(new Uri("http://localhost/"), await browser.Http.GetStringAsync("/"), configure, drawing => Append(texts, drawing));

    private void UseSocket(HttpConnectionOptions options, Browser browser, string from) => options.UseSocket(host.Server, request => Sign(request, browser, from));

    private static void Sign(HttpRequest request, Browser browser, string from)
    {
        request.Headers.Cookie = $"jitportal={browser.Cookie("jitportal")}";
        request.HttpContext.Connection.RemoteIpAddress = IPAddress.Parse(from);
    }

    private static Task SaysAsync(StringBuilder texts, string words) => Eventually.TrueAsync(() => Drawn(texts).Contains(words, StringComparison.Ordinal), $"“{words}” is drawn");

    private static void Append(StringBuilder texts, ReadOnlyMemory<byte> drawing)
    {
        lock (texts)
            texts.Append(Encoding.UTF8.GetString(drawing.Span));
    }

    private static string Drawn(StringBuilder texts)
    {
        lock (texts)
            return texts.ToString();
    }
}
