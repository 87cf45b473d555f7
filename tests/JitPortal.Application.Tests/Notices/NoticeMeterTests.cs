using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using JitPortal.Application.Notices;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Notices;

public sealed class NoticeMeterTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Notifications_AreCountedByChannelAndOutcome(DatabaseKind kind)
    {
        var counted = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        await using var mail = await MailWorld.CreateAsync(kind);
        var meter = mail.World.Get<NoticeMeter>();   // other tests of this process have meters of their own
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (ReferenceEquals(instrument.Meter.Scope, meter)) l.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            counted.AddOrUpdate(string.Join(' ', tags.ToArray().Select(tag => tag.Value)), count, (_, before) => before + count));
        listener.Start();
        mail.Sink.Weather = (at, said) => at == SmtpStage.Recipient && said.Contains("bo@") ? SmtpFault.Answer("550 5.1.1 No such mailbox") : null;
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Jon, mail.Scene.Asks, TimeSpan.FromHours(1)));

        await mail.SendAsync();

        counted.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}: {one.Value}").ShouldBe(["mail given-up: 1", "mail sent: 1", "portal told: 2"]);
    }
}
