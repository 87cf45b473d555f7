using System.Diagnostics.Metrics;
using JitPortal.Domain.Time;
using JitPortal.Storage.Grants;

namespace JitPortal.Application.Grants;

/// <summary>
/// The figures operators watch: <c>jitportal.revoke.lag</c> (seconds from the end to its evidence), <c>jitportal.revoke.debt</c> and
/// <c>jitportal.grants.active</c> (counts), <c>jitportal.revoke.failures</c> (attempts).
/// </summary>
public sealed class RevocationMeter : IDisposable
{
    public const string MeterName = "JitPortal";

    private readonly Meter meter;
    private readonly Histogram<double> lag;
    private readonly Counter<long> failures;
    private readonly TimeProvider clock;
    private int debt;
    private int active;

    public RevocationMeter(TimeProvider clock)
    {
        this.clock = clock;
        meter = new Meter(new MeterOptions(MeterName) { Scope = this });   // several portals in one process are told apart by it
        lag = meter.CreateHistogram<double>("jitportal.revoke.lag", "s", "Time from the end of a grant to the evidence that its access is gone.");
        failures = meter.CreateCounter<long>("jitportal.revoke.failures", "{attempt}", "Closing attempts without evidence.");
        meter.CreateObservableGauge("jitportal.revoke.debt", () => Volatile.Read(ref debt), "{grant}", "Grants past their end whose absence is not yet evidenced.");
        meter.CreateObservableGauge("jitportal.grants.active", () => Volatile.Read(ref active), "{grant}", "Grants that are active.");
    }

    public void Counted(int activeNow, int debtNow)
    {
        Volatile.Write(ref active, activeNow);
        Volatile.Write(ref debt, debtNow);
    }

    public void Dispose() => meter.Dispose();

    internal void Closed(GrantRow row, ClosingOutcome outcome)
    {
        if (outcome.Error is not null)
            failures.Add(1);
        else if (row.Due is { } due)
            lag.Record(Math.Max(0, (clock.Now() - due).TotalSeconds));
    }
}
