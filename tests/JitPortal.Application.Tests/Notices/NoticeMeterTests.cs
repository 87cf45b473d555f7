using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
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
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Name == "jitportal.notifications") l.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            counted.AddOrUpdate(string.Join(' ', tags.ToArray().Select(tag => tag.Value)), count, (_, before) => before + count));
        listener.Start();
        await using var mail = await MailWorld.CreateAsync(kind);
        mail.Sink.Weather = (at, said) => at == SmtpStage.Recipient && said.Contains("bo@") ? SmtpFault.Answer("550 5.1.1 No such mailbox") : null;
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Jon, mail.Scene.Asks, TimeSpan.FromHours(1)));

        await mail.SendAsync();

        // Other tests of the run count too, so there may be more.
        counted.ShouldSatisfyAllConditions(
            c => c.GetValueOrDefault("portal told").ShouldBeGreaterThanOrEqualTo(2),
            c => c.GetValueOrDefault("mail sent").ShouldBeGreaterThanOrEqualTo(1),
            c => c.GetValueOrDefault("mail given-up").ShouldBeGreaterThanOrEqualTo(1));
        counted.Keys.Except(["portal told", "mail sent", "mail put-off", "mail given-up", "mail dropped"], StringComparer.Ordinal).ShouldBeEmpty("few values, or collectors drown");
    }
}
