using System.Diagnostics.Metrics;
using JitPortal.Application.Grants;

namespace JitPortal.Application.Notices;

/// <summary><c>jitportal.notifications</c>: notices by channel (<c>portal</c>, <c>mail</c>) and outcome.</summary>
public sealed class NoticeMeter : IDisposable
{
    private readonly Meter meter;
    private readonly Counter<long> notices;

    public NoticeMeter()
    {
        meter = new Meter(new MeterOptions(RevocationMeter.MeterName) { Scope = this });   // several portals in one process are told apart by it
        notices = meter.CreateCounter<long>("jitportal.notifications", "{notice}", "Notices by channel and outcome: told; sent, put-off, given-up or dropped.");
    }

    public void Dispose() => meter.Dispose();

    internal void Told(int count) => notices.Add(count, new("channel", "portal"), new("outcome", "told"));

    internal void Mailed(string outcome) => notices.Add(1, new("channel", "mail"), new("outcome", outcome));
}
