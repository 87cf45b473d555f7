using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Application.Notices;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Notices;
using JitPortal.Storage.Notices;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Notices;

/// <summary>What is sent, to whom, and that it can be trusted; against a server that speaks SMTP over TCP.</summary>
public sealed class MailTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Request_Waits_SubjectAndFirstLineSayWhatAnApproverHasToKnow(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        await mail.World.Get<RememberZone>().RunAsync(mail.Scene.Bo, "Asia/Tokyo", None);
        await mail.World.Get<RememberZone>().RunAsync(mail.Scene.Bo, "Not/A zone", None);
        var request = await Scene.Must(mail.Scene.AskAsync(mail.Scene.Jon, mail.Scene.Asks, 2 * Hour, "Refunds are stuck\nsince Monday"));

        await mail.SendAsync();

        mail.Sink.Received.Select(m => m.To.Single()).ShouldBe(["ann@nordlys.test", "bo@nordlys.test"], ignoreOrder: true);
        var message = mail.Messages.Single(m => m.To.ToString().Contains("bo@"));
        message.Subject!.ShouldMatch("^Jon Sørli: ledger-db Write, 2 h — decide by .*[0-9]{2}:[0-9]{2}$");
        message.From.ToString().ShouldBe("\"JitPortal\" <portal@nordlys.test>");
        message.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-generated");
        var text = message.TextBody!.ReplaceLineEndings("\n");
        text.ShouldStartWith("Refunds are stuck\nsince Monday\n\n");
        text.ShouldSatisfyAllConditions(
            t => t.ShouldContain("\nWho: Jon Sørli\n"),
            t => t.ShouldContain("\nWhat: ledger-db Write\n"),
            t => t.ShouldContain("\nLength: 2 h\n"),
            t => t.ShouldContain("Asia/Tokyo ("),
            t => t.ShouldContain("\nReason: Refunds are stuck"),
            t => t.ShouldContain($"\n{MailWorld.Address}/approve/{request}\n"));
        message.HtmlBody!.ShouldContain($"href=\"{MailWorld.Address}/approve/{request}\"");
        Links(message).ShouldBe([$"{MailWorld.Address}/approve/{request}", $"{MailWorld.Address}/settings/notices"], ignoreOrder: true);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task EndingSoon_AccessIsNotThereAnyMoreOrEndsLater_IsNotSent(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        var (world, scene) = (mail.World, mail.Scene);
        var (back, longer, due) = (
            await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour),
            await scene.ActiveGrantAsync(scene.Jon, scene.Automatic, Hour),
            await scene.ActiveGrantAsync(scene.Bo, scene.Automatic, Hour));
        mail.Time.Advance(TimeSpan.FromMinutes(51));
        await world.TellAsync();
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(back.Id), None));
        await using (var db = world.Db())
            await db.Grants.Where(g => g.Id == longer.Id).ExecuteUpdateAsync(s => s.SetProperty(g => g.EndsAt, longer.EndsAt + Hour));

        await mail.SendAsync();

        var told = (await world.NoticesAsync()).Where(n => n.Kind == NoticeKind.EndingSoon).ToDictionary(n => n.GrantId!.Value, n => n.Number);
        var sent = (await world.DeliveriesAsync()).ToDictionary(d => d.Notice, d => d.State);
        sent[told[back.Id]].ShouldBe(DeliveryState.Dropped);
        sent[told[longer.Id]].ShouldBe(DeliveryState.Dropped);
        sent[told[due.Id]].ShouldBe(DeliveryState.Sent);
    }

    /// <summary>A link points; none of them decides.</summary>
    private static IEnumerable<string> Links(MimeMessage message) =>
        System.Text.RegularExpressions.Regex.Matches(message.HtmlBody!, "href=\"([^\"]*)\"").Select(m => m.Groups[1].Value).Distinct();

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Message_FromHostileNames_HasNoHeaderAndNoReaderTooMany(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        await mail.World.SqlAsync("UPDATE people SET \"Name\" = {0} WHERE \"Id\" = {1}", "Jon\r\nBcc: evil@evil.test\r\n\r\nHello", mail.Scene.Jon.Id.Value);
        await mail.World.SqlAsync("UPDATE people SET \"Name\" = {0} WHERE \"Id\" = {1}", "Bo\r\nBcc: evil@evil.test", mail.Scene.Bo.Id.Value);
        await mail.World.SqlAsync("UPDATE people SET \"Email\" = {0} WHERE \"Id\" = {1}", "ann@nordlys.test\r\nBcc: evil@evil.test", mail.Scene.Ann.Id.Value);
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Jon, mail.Scene.Asks, Hour, "<script>alert(1)</script>"));

        await mail.SendAsync();

        var sent = mail.Sink.Received.ShouldHaveSingleItem();
        sent.To.ShouldBe(["bo@nordlys.test"]);
        sent.Headers.ShouldNotContain(line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        sent.Headers.Count(line => line.StartsWith("Subject:", StringComparison.Ordinal)).ShouldBe(1);
        mail.Messages[0].HtmlBody!.ShouldNotContain("<script>");
        (await mail.World.DeliveriesAsync()).Single(d => d.PersonId == mail.Scene.Ann.Id.Value).ShouldSatisfyAllConditions(
            d => d.State.ShouldBe(DeliveryState.GivenUp), d => d.LastError!.ShouldContain("no e-mail address"));
    }

    /// <summary>A dead node's claim lapses, and what it may have sent already comes with the same id.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Delivery_NodeDiedAfterSending_IsSentAgainWithTheSameId(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Bo, mail.Scene.Asks, Hour));
        await mail.SendAsync();
        var until = mail.Time.GetUtcNow() + MailClaims.HeldFor;
        await mail.World.SqlAsync(
            "UPDATE deliveries SET \"State\" = 1, \"SettledAt\" = NULL, \"ClaimId\" = {0}, \"ClaimUntil\" = {1}",
            Guid.CreateVersion7(), kind == DatabaseKind.Sqlite ? until.ToUnixTimeMilliseconds() : until);

        await mail.SendAsync();
        mail.Sink.Received.Count.ShouldBe(1, "somebody else has it");

        await mail.SendLaterAsync();
        mail.Sink.Received.Select(m => m.Header("Message-Id")).Distinct().ShouldHaveSingleItem();
        mail.Sink.Received.Count.ShouldBe(2);
    }

    /// <summary>A node that stood still finds its claim in other hands: before it sends, and before it says that it has sent.</summary>
    [Theory]
    [InlineData(DatabaseKind.Sqlite, SmtpStage.Greeting, 0)]
    [InlineData(DatabaseKind.PostgreSql, SmtpStage.Greeting, 0)]
    [InlineData(DatabaseKind.Sqlite, SmtpStage.EndOfData, 1)]
    [InlineData(DatabaseKind.PostgreSql, SmtpStage.EndOfData, 1)]
    public async Task Delivery_TakenOverMeanwhile_IsNeitherSentNorSettledByTheFirst(DatabaseKind kind, SmtpStage when, int sent)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Bo, mail.Scene.Asks, Hour));
        await mail.World.TellAsync();
        var other = Guid.CreateVersion7();
        mail.Sink.Weather = (stage, _) =>
        {
            using var db = mail.World.Db();
            if (stage == when)
                db.Deliveries.ExecuteUpdate(s => s.SetProperty(d => d.ClaimId, other));
            return null;
        };

        await mail.World.Get<SendMail>().RunAsync(None);

        mail.Sink.Received.Count.ShouldBe(sent);
        (await mail.World.DeliveriesAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            d => d.ClaimId.ShouldBe(other), d => d.State.ShouldBe(DeliveryState.Pending), d => d.Attempts.ShouldBe(0));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Parallel_ManyNodesSend_EveryMessageGoesOnce(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        foreach (var who in new[] { mail.Scene.Jon, mail.Scene.Mira, mail.Scene.Bo, mail.Scene.Ann })
            await Scene.Must(mail.Scene.AskAsync(who, mail.Scene.Asks, Hour));
        await mail.World.TellAsync();
        // One sender for each node; the claims are in the rows, and these know nothing of each other.
        var claims = Enumerable.Range(0, 4).Select(_ => mail.World.Get<SendMail>()).ToList();

        var taken = await World.AtOnceAsync<int>([.. claims.Select(sender => new Func<Task<int>>(async () =>
        {
            var sent = 0;
            while (await sender.RunAsync(None) is > 0 and var more)
                sent += more;
            return sent;
        }))]);

        taken.Sum().ShouldBeLessThanOrEqualTo(6);
        await mail.SendAsync();
        mail.Sink.Received.Count.ShouldBe(6);
        mail.Sink.Received.Select(m => m.Header("Message-Id")).Distinct().Count().ShouldBe(6);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Delivery_NobodyNeedsItAnyMore_IsDropped(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        var request = await Scene.Must(mail.Scene.AskAsync(mail.Scene.Jon, mail.Scene.Asks, Hour));
        await mail.World.TellAsync();
        await Scene.Must(mail.Scene.ApproveAsync(mail.Scene.Bo, request));

        await mail.SendAsync();

        (await mail.World.DeliveriesAsync()).Select(d => d.State).ShouldBe([DeliveryState.Dropped, DeliveryState.Dropped, DeliveryState.Sent, DeliveryState.Sent], ignoreOrder: true);
        mail.Messages.Select(m => m.Subject).ShouldBe(["Approved: ledger-db Write, 1 h", "Bo Berg approved: Jon Sørli, ledger-db Write, 1 h"], ignoreOrder: true);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Delivery_ReaderWasErasedMeanwhile_IsNotSent(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Jon, mail.Scene.Asks, Hour));
        await mail.World.TellAsync();
        await Scene.Must(mail.World.Get<ErasePerson>().RunAsync(mail.Scene.Tove, mail.Scene.Ann.Id, None));

        await mail.SendAsync();

        mail.Sink.Received.Select(m => m.To.Single()).ShouldBe(["bo@nordlys.test"]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Settings_TopicIsOff_IsNotSentAndIsToldInThePortal(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        var change = mail.World.Get<ChangeNoticeSettings>();
        await Scene.Must(change.RunAsync(mail.Scene.Bo, NoticeTopic.ToDecide | NoticeTopic.Alarms, None));
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Jon, mail.Scene.Asks, Hour));

        await mail.SendAsync();

        mail.Sink.Received.Select(m => m.To.Single()).ShouldBe(["ann@nordlys.test"]);
        (await mail.World.ToldAsync(mail.Scene.Bo)).ShouldBe([NoticeKind.RequestWaits]);
        (await mail.World.Get<ReadNoticeSettings>().RunAsync(mail.Scene.Bo, None)).MailOff.ShouldBe(NoticeTopic.ToDecide, "alarms cannot be switched off");
        (await mail.World.FactAsync(AuditTypes.NoticeSettingsChanged, "mailOff")).ShouldBe("ToDecide");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Mail_IsNotConfigured_NothingWaitsToBeSent(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind, settings => settings.Host = "");
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Jon, mail.Scene.Asks, Hour));

        await mail.SendAsync();

        (await mail.World.ToldAsync()).Count.ShouldBe(2);
        (await mail.World.DeliveriesAsync()).ShouldBeEmpty();
        (await mail.World.Get<SendTestMail>().RunAsync(mail.Scene.Bo, None)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldContain("Mail:Host");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task TestMail_GoesToOneself_AndTheOutcomeIsInWords(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind);
        var test = mail.World.Get<SendTestMail>();

        (await Scene.Must(test.RunAsync(mail.Scene.Bo, None))).ShouldContain("bo@nordlys.test");
        mail.Sink.Received.ShouldHaveSingleItem().To.ShouldBe(["bo@nordlys.test"]);
        (await test.RunAsync(mail.Scene.Bo, None)).Refusal!.Message.ShouldContain("Wait a moment");

        mail.Time.Advance(TimeSpan.FromSeconds(11));
        mail.Sink.Weather = (stage, _) => stage == SmtpStage.Recipient ? SmtpFault.Answer("550 5.1.1 No such mailbox") : null;
        (await test.RunAsync(mail.Scene.Bo, None)).Refusal!.Message.ShouldContain("550 5.1.1 No such mailbox");

        mail.Time.Advance(TimeSpan.FromSeconds(11));
        await mail.Sink.RefuseAsync();
        (await test.RunAsync(mail.Scene.Bo, None)).Refusal!.Message.ShouldContain("cannot be reached");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Account_IsWrong_SaysWhichSettingsAndNeverThePassword(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind, settings => (settings.User, settings.Password) = ("portal", "canary-4711"), password: "another one");
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Jon, mail.Scene.Asks, Hour));

        await mail.SendAsync();

        mail.Sink.Received.ShouldBeEmpty();
        (await mail.World.DeliveriesAsync()).ShouldAllBe(d => d.LastError == "The mail server does not accept Mail:User and Mail:Password." && d.State == DeliveryState.Pending);
        new Canary("canary-4711").FindIn(await mail.World.CellsAsync()).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Account_IsRight_SignsInAndSends(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind, settings => (settings.User, settings.Password) = ("portal", "right"), password: "right");
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Jon, mail.Scene.Asks, Hour));

        await mail.SendAsync();

        mail.Sink.Received.Count.ShouldBe(2);
    }

    /// <summary>TLS is asked for and not offered: nothing may go out in plain.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Server_OffersNoTlsThoughItIsAskedFor_GetsNothing(DatabaseKind kind)
    {
        await using var mail = await MailWorld.CreateAsync(kind, settings => settings.Security = MailSecurity.StartTls);
        await Scene.Must(mail.Scene.AskAsync(mail.Scene.Jon, mail.Scene.Asks, Hour));

        await mail.SendAsync();

        mail.Sink.Received.ShouldBeEmpty();
        (await mail.World.DeliveriesAsync()).ShouldAllBe(d => d.State == DeliveryState.Pending && d.LastError!.Contains("STARTTLS"));
    }
}
