using JitPortal.Application.Notices;
using JitPortal.Domain.Audit;
using JitPortal.Storage.Notices;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Notices;

/// <summary>A mail server that fails: nothing is lost, nothing stops the others, and what cannot be sent is on a list.</summary>
public sealed class MailFaultTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>What passes by itself. "hang" and "drop" beside an answer of the server.</summary>
    public static TheoryData<DatabaseKind, SmtpStage, string> Passing()
    {
        var cases = new TheoryData<DatabaseKind, SmtpStage, string>();
        foreach (var kind in Enum.GetValues<DatabaseKind>())
        {
            cases.Add(kind, SmtpStage.Greeting, "421 4.3.2 Not now");
            cases.Add(kind, SmtpStage.Greeting, "drop");
            cases.Add(kind, SmtpStage.Hello, "hang");
            cases.Add(kind, SmtpStage.Sender, "451 4.7.1 Later");
            cases.Add(kind, SmtpStage.Sender, "550 5.7.1 Not from there");   // a setting to mend, not a message to give up
            cases.Add(kind, SmtpStage.Recipient, "450 4.2.1 Mailbox busy");
            cases.Add(kind, SmtpStage.Data, "drop");
            cases.Add(kind, SmtpStage.EndOfData, "452 4.3.1 Disk full");
            cases.Add(kind, SmtpStage.EndOfData, "hang");
            cases.Add(kind, SmtpStage.EndOfData, "drop");
        }
        return cases;
    }

    [Theory, MemberData(nameof(Passing))]
    public async Task Server_FailsForAWhile_TheMessageArrivesWhenItWorksAgain(DatabaseKind kind, SmtpStage stage, string fault)
    {
        await using var mail = await MailWorld.CreateAsync(kind, settings => settings.Timeout = TimeSpan.FromSeconds(fault == "hang" ? 1 : 15));
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Bo, mail.Scene.Asks, Hour));
        var answer = fault switch { "hang" => SmtpFault.Hang, "drop" => SmtpFault.Drop, _ => SmtpFault.Answer(fault) };
        mail.Sink.Weather = (at, _) => at == stage ? answer : null;

        await mail.SendAsync();

        var waiting = (await mail.World.DeliveriesAsync()).ShouldHaveSingleItem();
        waiting.ShouldSatisfyAllConditions(
            d => d.State.ShouldBe(DeliveryState.Pending), d => d.Attempts.ShouldBe(1), d => d.LastError.ShouldNotBeNullOrEmpty(), d => d.ClaimId.ShouldBeNull());
        var view = await Scene.Must(mail.World.Get<ListFailedMail>().RunAsync(mail.Scene.Tove, None));
        view.ShouldSatisfyAllConditions(v => v.Stuck.ShouldBe(1), v => v.LastError.ShouldBe(waiting.LastError), v => v.Failed.ShouldBeEmpty());

        mail.Sink.Weather = (_, _) => null;
        await Eventually.TrueAsync(
            async () =>
            {
                await mail.SendLaterAsync();
                return (await mail.World.DeliveriesAsync())[0].State == DeliveryState.Sent;
            },
            "it is sent");
        // Where the server took it and the line broke before it could say so, it comes twice, and whoever reads it sees one.
        mail.Sink.Received.Select(m => m.Header("Message-Id")).Distinct().ShouldHaveSingleItem();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Server_IsDown_NothingIsLost(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        await mail.Sink.RefuseAsync();
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Jon, mail.Scene.Asks, Hour));
        await mail.SendAsync();
        (await mail.World.DeliveriesAsync()).ShouldAllBe(d => d.LastError!.Contains("cannot be reached"));

        mail.Sink.Recover();
        await mail.SendLaterAsync();

        mail.Sink.Received.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, SmtpStage.Recipient, "550 5.1.1 No such mailbox")]
    [InlineData(DatabaseKind.PostgreSql, SmtpStage.Recipient, "550 5.1.1 No such mailbox")]
    [InlineData(DatabaseKind.Sqlite, SmtpStage.EndOfData, "554 5.7.1 Looks like spam")]
    [InlineData(DatabaseKind.PostgreSql, SmtpStage.EndOfData, "554 5.7.1 Looks like spam")]
    public async Task Server_RefusesForGood_GoesOnTheListAtOnceAndCanBeSentAgain(DatabaseKind kind, SmtpStage stage, string answer)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Jon, mail.Scene.Asks, Hour));
        mail.Sink.Weather = (at, said) => at == stage && said.Contains("ann@") ? SmtpFault.Answer(answer) : null;

        await mail.SendAsync();

        mail.Sink.Received.ShouldHaveSingleItem().To.ShouldBe(["bo@nordlys.test"], "one that fails does not stop the others");
        var failed = (await Scene.Must(mail.World.Get<ListFailedMail>().RunAsync(mail.Scene.Tove, None))).Failed.ShouldHaveSingleItem();
        failed.ShouldSatisfyAllConditions(f => f.Reader.ShouldBe("Ann Lowe"), f => f.Error.ShouldContain(answer), f => f.Matter.What.ShouldBe("ledger-db Write"));

        mail.Sink.Weather = (_, _) => null;
        await Scene.Must(mail.World.Get<SendMailAgain>().RunAsync(mail.Scene.Tove, failed.Notice, None));
        await mail.SendAsync();
        mail.Sink.Received.Select(m => m.To.Single()).ShouldBe(["bo@nordlys.test", "ann@nordlys.test"]);
        (await mail.World.AuditAsync()).ShouldContain(a => a.Type == AuditTypes.NoticeSentAgain && a.ActorId == mail.Scene.Tove.Id.Value);
        (await mail.World.Get<SendMailAgain>().RunAsync(mail.Scene.Tove, failed.Notice, None)).Succeeded.ShouldBeFalse("it is not on the list any more");
    }

    /// <summary>Capped backoff for 24 hours, then the list.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Server_NeverRecovers_IsGivenUpAfterADay(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        await Scene.Must(mail.Scene.DenyAsync(mail.Scene.Bo, await Scene.Must(mail.Scene.AskAsync(mail.Scene.Jon, mail.Scene.Asks, Hour))));
        await mail.Sink.RefuseAsync();
        await mail.SendAsync();
        var begun = (await mail.World.DeliveriesAsync()).ShouldHaveSingleItem().CreatedAt;

        for (var hour = 0; hour < 23; hour++)
        {
            mail.Time.Advance(Hour);
            await mail.SendAsync();
        }
        (await mail.World.DeliveriesAsync()).ShouldAllBe(d => d.State == DeliveryState.Pending && d.Attempts == 24 && d.NextAttemptAt - mail.Time.GetUtcNow() < TimeSpan.FromMinutes(6));
        mail.Time.Advance(Hour);
        await mail.SendAsync();

        var given = (await mail.World.DeliveriesAsync()).ShouldHaveSingleItem();
        given.State.ShouldBe(DeliveryState.GivenUp);
        (given.SettledAt - begun).ShouldBe(TimeSpan.FromHours(24));
        (await Scene.Must(mail.World.Get<ListFailedMail>().RunAsync(mail.Scene.Tove, None))).FailedCount.ShouldBe(1);
    }

    /// <summary>What happened first is read first, also when the first one has to wait.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Reader_IsToldTwice_TheSecondWaitsForTheFirst(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        mail.Sink.Weather = (at, said) => at == SmtpStage.Recipient && said.Contains("bo@") ? SmtpFault.Answer("450 4.2.1 Mailbox busy") : null;
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Jon, mail.Scene.Asks, Hour));
        await mail.SendAsync();
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Mira, mail.Scene.Asks, Hour));
        mail.Sink.Weather = (_, _) => null;

        await mail.SendAsync();
        mail.Sink.Received.Select(m => m.To.Single()).ShouldBe(["ann@nordlys.test", "ann@nordlys.test"]);

        await mail.SendLaterAsync();
        mail.Messages.Where(m => m.To.ToString().Contains("bo@")).Select(m => m.Subject!.Split(' ')[0]).ShouldBe(["Jon", "Mira"]);
    }

    /// <summary>One message that breaks every line it is sent over costs the others nothing.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Message_BreaksTheLine_TheOthersGoOverAnother(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        mail.Sink.Weather = (at, said) => at == SmtpStage.Recipient && said.Contains("bo@") ? SmtpFault.Drop : null;
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Jon, mail.Scene.Asks, Hour));

        await mail.SendAsync();

        mail.Sink.Received.ShouldHaveSingleItem().To.ShouldBe(["ann@nordlys.test"]);
        (await mail.World.DeliveriesAsync()).Single(d => d.PersonId == mail.Scene.Bo.Id.Value).State.ShouldBe(DeliveryState.Pending);
    }
}
