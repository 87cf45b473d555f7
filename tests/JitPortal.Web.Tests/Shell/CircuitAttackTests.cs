using System.Text;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.TestKit.Circuits;
using JitPortal.TestKit.Servers;
using JitPortal.Web.Shell;
using JitPortal.Web.Tests.Portal;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace JitPortal.Web.Tests.Shell;

/// <summary>
/// A browser that is not ours at the other end of a circuit. It may raise any event at any handler, name any page and send as much as it
/// likes: nothing may happen that the person may not do, and nobody else may notice.
/// </summary>
public sealed class CircuitAttackTests(PortalHost host) : IClassFixture<PortalHost>
{
    /// <summary>Handlers are numbered from one on; pages have fewer than this.</summary>
    private const int Handlers = 300;

    private static TimeSpan Patience => BusyMachine.Allow(TimeSpan.FromSeconds(60));

    private static readonly object Click = new { type = "click", detail = 1 };

    [Theory]
    [InlineData("ann", "/requests/{0}")]
    [InlineData("ann", "/approvals?id={0}")]
    [InlineData("jon", "/requests/{0}")]
    [InlineData("jon", "/approvals?id={0}")]
    public async Task EventsAtEveryHandler_ByWhoMayNotDecide_DecideNothing(string person, string page)
    {
        var request = await FiledAsync();

        await ClickEverywhereAsync(person, string.Format(null, page, request));

        await using var db = Db();
        (await db.Decisions.CountAsync(decision => decision.RequestId == request.Value)).ShouldBe(0);
        (await db.Requests.Where(row => row.Id == request.Value).Select(row => row.State).SingleAsync())
            .ShouldBeOneOf(person == "ann" ? [RequestState.AwaitingApproval, RequestState.Withdrawn] : [RequestState.AwaitingApproval]);
    }

    [Fact]
    public async Task EventsAtEveryHandler_ByWhoMayDecide_ReachTheButtons()
    {
        var request = await host.World.AskAsync("mira", host.World.Asks);

        await ClickEverywhereAsync("bo", $"/approvals?id={request}", "approve-shorter");

        await using var db = Db();
        (await db.Decisions.CountAsync(decision => decision.RequestId == request.Value)).ShouldBe(1, "or the attacks above reach nothing");
    }

    [Theory]
    [InlineData("tove", true)]
    [InlineData("jon", false)]
    public async Task MovedToAPageOfAdministrators_DrawsItForThemOnly(string person, bool shown)
    {
        using var browser = await host.SignedInAsync(person);
        var texts = new StringBuilder();
        await using var circuit = await OpenAsync(browser, "/access", texts);
        await DrawnAsync(circuit);
        var before = circuit.Batches;

        await circuit.SendAsync("OnLocationChanged", "http://localhost/admin", null, true);
        await Eventually.TrueAsync(() => circuit.Batches > before + (shown ? 1 : 0), "the page is drawn");
        if (shown)
            await Eventually.TrueAsync(() => Drawn(texts).Contains("oracle-1", StringComparison.Ordinal), "what it reads is drawn as well, in whichever drawing");

        Drawn(texts).Contains("oracle-1", StringComparison.Ordinal).ShouldBe(shown);
    }

    [Fact]
    public async Task StartedFromSomebodyElsesPage_ActsForWhoeverConnects()
    {
        using var tove = await host.SignedInAsync("tove");
        using var jon = await host.SignedInAsync("jon");
        var texts = new StringBuilder();
        await using var circuit = await OpenAsync(jon, "/admin", texts, await tove.Http.GetStringAsync("/admin"));
        await DrawnAsync(circuit);

        Drawn(texts).ShouldNotContain("oracle-1");
    }

    [Fact]
    public async Task ForgedComponent_EndsThatCircuit()
    {
        using var jon = await host.SignedInAsync("jon");
        var page = await jon.Http.GetStringAsync("/access");
        await using var circuit = await OpenAsync(jon, "/access", page: page.Replace("\"descriptor\":\"CfDJ8", "\"descriptor\":\"CfDJ9", StringComparison.Ordinal));

        await circuit.Ended.WaitAsync(Patience);
    }

    [Fact]
    public async Task OversizedMessage_EndsThatCircuitOnly()
    {
        using var jon = await host.SignedInAsync("jon");
        using var mira = await host.SignedInAsync("mira");
        await using var attacker = await OpenAsync(jon, "/access");
        await using var other = await OpenAsync(mira, "/access");
        await DrawnAsync(attacker);

        await IgnoreCutAsync(attacker.SendAsync("BeginInvokeDotNetFromJS", "1", null, "DispatchEventAsync", 1, new string('x', 2_000_000)));

        await attacker.Ended.WaitAsync(Patience);
        await ShouldBeAliveAsync(other);
    }

    [Fact]
    public async Task Flood_EndsThatCircuitOnly()
    {
        using var jon = await host.SignedInAsync("jon");
        using var mira = await host.SignedInAsync("mira");
        await using var attacker = await OpenAsync(jon, "/access");
        await using var other = await OpenAsync(mira, "/access");
        await DrawnAsync(attacker);

        for (var burst = 0; burst < 20 && !attacker.Ended.IsCompleted; burst++)
            await IgnoreCutAsync(Task.WhenAll(Enumerable.Range(0, CircuitLimits.Burst).Select(_ => attacker.RaiseAsync(1, "click", Click))));

        await attacker.Ended.WaitAsync(Patience);
        await ShouldBeAliveAsync(other);
    }

    [Fact]
    public async Task MorePagesThanOnePersonNeeds_AreEnded_AndThoseOfOthersAreNot()
    {
        using var lea = await host.SignedInAsync("lea");   // whose pages, left without a word, count for three minutes more
        using var mira = await host.SignedInAsync("mira");
        var page = await lea.Http.GetStringAsync("/access");
        var circuits = new List<CircuitClient>();
        try
        {
            while (circuits.Count < CircuitCounts.PerPerson)
            {
                circuits.Add(await OpenAsync(lea, "/access", page: page));
                await DrawnAsync(circuits[^1]);
            }

            var tooMany = await OpenAsync(lea, "/access", page: page);
            circuits.Add(tooMany);
            await Eventually.TrueAsync(() => IsRefusedAsync(tooMany), "the next thing its browser says is refused");
            circuits.Count(circuit => circuit.Ended.IsCompleted).ShouldBe(1, "those that were open before stay open");
            tooMany.Batches.ShouldBe(0);
            await using var other = await OpenAsync(mira, "/access");
            await ShouldBeAliveAsync(other);
        }
        finally
        {
            foreach (var circuit in circuits)
                await circuit.DisposeAsync();
        }
    }

    /// <summary>One that waits for database-owners, of whom Ann, who asked, is one herself.</summary>
    private async Task<RequestId> FiledAsync()
    {
        var ann = (await host.World.ActorAsync("ann")).Id;
        await using var db = Db();
        var waiting = await db.Requests.Where(row => row.EntitlementId == host.World.Asks.Value && row.RequesterId == ann.Value && row.State == RequestState.AwaitingApproval).Select(row => (Guid?)row.Id).SingleOrDefaultAsync();
        return waiting is { } id ? new RequestId(id) : await host.World.AskAsync("ann", host.World.Asks);
    }

    private async Task<CircuitClient> OpenAsync(Browser browser, string address, StringBuilder? texts = null, string? page = null) => await CircuitClient.StartAsync(
        new Uri("http://localhost" + address),
        page ?? await browser.Http.GetStringAsync(address),
        options =>
        {
            options.Transports = HttpTransportType.LongPolling;
            options.HttpMessageHandlerFactory = _ => new ThroughBrowser(browser.Http);
        },
        drawing => Append(texts, drawing));

    private static void Append(StringBuilder? texts, ReadOnlyMemory<byte> drawing)
    {
        if (texts is null)
            return;
        lock (texts)
            texts.Append(Encoding.UTF8.GetString(drawing.Span));
    }

    private static string Drawn(StringBuilder texts)
    {
        lock (texts)
            return texts.ToString();
    }

    private PortalDb Db() => host.Services.GetRequiredService<PortalDbFactory>().Create();

    /// <summary>The last drawn come first: what a click opens would hide what is there.</summary>
    /// <param name="when">Begins when this text was drawn.</param>
    private async Task ClickEverywhereAsync(string person, string page, string when = "")
    {
        using var attacker = await host.SignedInAsync(person);
        var texts = new StringBuilder();
        await using var circuit = await OpenAsync(attacker, page, texts);
        await DrawnAsync(circuit);
        await Eventually.TrueAsync(() => Drawn(texts).Contains(when, StringComparison.Ordinal), $"“{when}” is drawn");
        for (var handler = Handlers; handler > 0 && !circuit.Ended.IsCompleted; handler--)
            await circuit.RaiseAsync(handler, "click", Click);
    }

    /// <summary>The first drawing is the head's; the next ones are the page.</summary>
    private static Task DrawnAsync(CircuitClient circuit) => Eventually.TrueAsync(() => circuit.Batches > 1, "the page is drawn");

    private static async Task ShouldBeAliveAsync(CircuitClient circuit)
    {
        await DrawnAsync(circuit);
        (await circuit.RaiseAsync(1, "click", Click)).ShouldNotBeNull("the other circuit must go on answering");
    }

    private static async Task<bool> IsRefusedAsync(CircuitClient circuit)
    {
        await IgnoreCutAsync(circuit.SendAsync("OnLocationChanged", "http://localhost/access", null, false));
        return circuit.Ended.IsCompleted;
    }

    /// <summary>The server may cut the line while we still send.</summary>
    private static async Task IgnoreCutAsync(Task sending)
    {
        try
        {
            await sending;
        }
        catch (Exception cut) when (cut is HttpRequestException or OperationCanceledException or InvalidOperationException or IOException)
        {
            // Which is what the test is about.
        }
    }
}
