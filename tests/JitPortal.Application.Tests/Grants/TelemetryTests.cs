using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Time;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>What operators see: listened to as a collector does, over one walk with a failing target in it.</summary>
public sealed class TelemetryTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Meter_OverAWalk_ShowsActiveThenDebtThenTheLag(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        using var figures = new Figures(world.Get<RevocationMeter>());
        var grant = await world.Scene.ActiveGrantAsync(world.Scene.Mira, world.Scene.Automatic, TimeSpan.FromHours(1));
        await CountedAsync(world, figures, active: 1, debt: 0);

        world.Oracle.Misbehave(OracleFault.Reset);
        await Rows.EndNowAsync(world.Portal);
        await world.Scene.RevokeDueAsync();
        figures.Failures.ShouldBe(1);
        figures.Lags.ShouldBeEmpty("nothing is evidenced yet");
        await CountedAsync(world, figures, active: 0, debt: 1);

        world.Oracle.Misbehave(OracleFault.None);
        await Rows.TryNowAsync(world.Portal);
        var due = (await world.Scene.GrantAsync(grant.Id)).EndsAt!.Value;
        var least = world.Portal.Clock.Now() - due;
        await world.Scene.RevokeDueAsync();
        figures.Lags.ShouldHaveSingleItem().ShouldBeInRange(least.TotalSeconds, (world.Portal.Clock.Now() - due).TotalSeconds);
        await CountedAsync(world, figures, active: 0, debt: 0);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Traces_OverAWalk_ShowEachOpeningAndClosingAndWhichFailed(DatabaseKind kind)
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RevocationMeter.MeterName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var world = await World.CreateAsync(kind);
        var grant = await world.Scene.ActiveGrantAsync(world.Scene.Mira, world.Scene.Automatic, TimeSpan.FromHours(1));
        world.Oracle.Misbehave(OracleFault.Reset);
        await Rows.EndNowAsync(world.Portal);
        await world.Scene.RevokeDueAsync();
        world.Oracle.Misbehave(OracleFault.None);
        await Rows.TryNowAsync(world.Portal);
        await world.Scene.RevokeDueAsync();

        var target = world.Scene.Target.ToString();
        var ours = spans.Where(span => target.Equals(span.GetTagItem(GrantTraces.Target))).OrderBy(span => span.StartTimeUtc).ToList();
        ours.Select(span => (span.OperationName, span.Status)).ShouldBe(
            [(GrantTraces.Opening, ActivityStatusCode.Unset), (GrantTraces.Closing, ActivityStatusCode.Error), (GrantTraces.Closing, ActivityStatusCode.Unset)]);
        ours[0].GetTagItem(GrantTraces.Grant).ShouldBe(new GrantId(grant.Id).ToString());
        ours[1].GetTagItem(GrantTraces.Grants).ShouldBe(1);
        ours.ShouldAllBe(span => span.Duration > TimeSpan.Zero);
    }

    /// <summary>A loop counts in its first look; this one lives for that look only.</summary>
    private static async Task CountedAsync(World world, Figures figures, int active, int debt)
    {
        figures.Forget();
        await world.Portal.StartLoopAsync();
        await Eventually.TrueAsync(() => Task.FromResult(figures.Read() == (active, debt)), $"{active} active and {debt} in debt");
        await world.Portal.StopLoopAsync();
    }

    /// <summary>Listens to one portal's instruments: other tests of this process have portals of their own.</summary>
    private sealed class Figures : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly RevocationMeter meter;
        private readonly ConcurrentQueue<double> lags = new();
        private int active = -1;
        private int debt = -1;
        private long failures;

        public Figures(RevocationMeter meter)
        {
            this.meter = meter;
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == RevocationMeter.MeterName && ReferenceEquals(instrument.Meter.Scope, meter))
                    listening.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Keep(instrument.Name, value));
            listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Keep(instrument.Name, value));
            listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Keep(instrument.Name, value));
            listener.Start();
        }

        public IReadOnlyCollection<double> Lags => lags;

        public long Failures => Interlocked.Read(ref failures);

        /// <summary>What an earlier look counted does not answer for the next one.</summary>
        public void Forget() => meter.Counted(-1, -1);

        public (int Active, int Debt) Read()
        {
            listener.RecordObservableInstruments();
            return (active, debt);
        }

        public void Dispose() => listener.Dispose();

        private void Keep(string instrument, double value)
        {
            switch (instrument)
            {
                case "jitportal.grants.active":
                    active = (int)value;
                    break;
                case "jitportal.revoke.debt":
                    debt = (int)value;
                    break;
                case "jitportal.revoke.lag":
                    lags.Enqueue(value);
                    break;
                case "jitportal.revoke.failures":
                    Interlocked.Add(ref failures, (long)value);
                    break;
                default:
                    throw new InvalidOperationException($"An instrument that no test knows: {instrument}");
            }
        }
    }
}
