using System.Text;
using JitPortal.TestKit.Servers;
using Microsoft.Playwright;

namespace JitPortal.E2E;

/// <summary>A line so slow that the answer to a page that asks for its circuit is still on its way: nothing comes through until it is released.</summary>
internal sealed class HeldCircuit
{
    private readonly Lock gate = new();
    private readonly Queue<Action> held = [];
    private bool asked;
    private bool released;

    public static async Task<HeldCircuit> OnAsync(IPage page)
    {
        var circuit = new HeldCircuit();
        await page.RouteWebSocketAsync("**/_blazor**", circuit.Route);
        return circuit;
    }

    public Task AskedAsync() => Eventually.TrueAsync(() => asked, "the page has asked for its circuit");

    public void Release()
    {
        lock (gate)
        {
            released = true;
            while (held.TryDequeue(out var send))
                send();
        }
    }

    private void Route(IWebSocketRoute page)
    {
        var portal = page.ConnectToServer();
        page.OnMessage(frame =>
        {
            asked |= Words(frame).Contains("StartCircuit", StringComparison.Ordinal);
            Send(portal, frame);
        });
        portal.OnMessage(frame =>
        {
            lock (gate)
            {
                if (asked && !released)
                    held.Enqueue(() => Send(page, frame));
                else
                    Send(page, frame);
            }
        });
    }

    private static string Words(IWebSocketFrame frame) => frame.Binary is { } bytes ? Encoding.Latin1.GetString(bytes) : frame.Text ?? "";

    private static void Send(IWebSocketRoute to, IWebSocketFrame frame)
    {
        if (frame.Binary is { } bytes)
            to.Send(bytes);
        else
            to.Send(frame.Text!);
    }
}
