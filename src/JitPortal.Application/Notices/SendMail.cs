using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Notices;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Notices;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;

namespace JitPortal.Application.Notices;

/// <summary>
/// Sends what is due by e-mail. The server takes a message before the row says so, so a crash between the two sends it again, with
/// the same id; nothing is lost, and nothing that fails stops the others.
/// </summary>
public sealed class SendMail(
    PortalDbFactory databases, KeyRing keys, MailClaims claims, MailMessages messages, IOptions<MailOptions> options, NoticeMeter meter, TimeProvider clock, ILogger<SendMail> log)
{
    /// <summary>After this long without success a delivery goes on the failure list: 24 hours.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    /// <summary>How many connections one round tries: one message may break the first, and the others must not wait for it. 2.</summary>
    private const int MostLines = 2;

    /// <summary>Works off what is due now.</summary>
    /// <returns>How many deliveries were taken on; 0 when nothing is due.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        if (!options.Value.IsConfigured)
            return 0;
        var (claim, deliveries) = await claims.TakeAsync(ct);
        if (deliveries.Count == 0)
            return 0;
        var left = new Queue<DeliveryRow>(deliveries);
        MailOutcome.Later? broken = null;
        for (var lines = 0; lines < MostLines && left.Count > 0; lines++)
            broken = await SendAsync(claim, left, ct);
        while (left.TryDequeue(out var delivery))
            await SettleAsync(claim, delivery, broken!, ct);
        return deliveries.Count;
    }

    /// <summary>Sends over one connection what can be sent; what was not tried stays in the queue.</summary>
    /// <returns>Why the connection broke; <see langword="null"/> when the queue is empty.</returns>
    private async Task<MailOutcome.Later?> SendAsync(Guid claim, Queue<DeliveryRow> left, CancellationToken ct)
    {
        using var line = new SmtpLine(options.Value);
        if (await line.ConnectAsync(ct) is { } away)
            return away;
        while (left.TryDequeue(out var delivery))
        {
            if (await SendAsync(line, claim, delivery, ct) is MailOutcome.Later { ServerAway: true } broken)
                return broken;
        }
        return null;
    }

    /// <returns><see langword="null"/> where there was nothing to hand to the server.</returns>
    private async Task<MailOutcome?> SendAsync(SmtpLine line, Guid claim, DeliveryRow delivery, CancellationToken ct)
    {
        var message = await WriteAsync(claim, delivery, ct);
        if (message is null || !await claims.RenewAsync(claim, delivery, ct))
            return null;
        var outcome = await line.SendAsync(message, ct);
        await SettleAsync(claim, delivery, outcome, CancellationToken.None);   // the server has it: who stops now must not send it again
        return outcome;
    }

    private async Task<MimeMessage?> WriteAsync(Guid claim, DeliveryRow delivery, CancellationToken ct)
    {
        try
        {
            return await ReadAsync(claim, delivery, ct);
        }
        catch (Exception e) when (!DatabaseTrouble.Is(e) && e is not OperationCanceledException)
        {
            log.MessageFailed(e, delivery.Notice);
            await SettleAsync(claim, delivery, new MailOutcome.Refused("The message could not be written."), ct);
            return null;
        }
    }

    private async Task<MimeMessage?> ReadAsync(Guid claim, DeliveryRow delivery, CancellationToken ct)
    {
        await using var db = databases.Create();
        var notice = await db.Notices.AsNoTracking().SingleAsync(n => n.Number == delivery.Notice, ct);
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == delivery.PersonId, ct);
        var matter = (await NoticeMatters.ReadAsync(db, keys, [notice], ct))[0];
        if (await WhyNotAsync(db, notice, matter, person is { ErasedAt: null, DisabledAt: null }, ct) is { } dropped)
        {
            await claims.SettleAsync(claim, delivery, DeliveryState.Dropped, dropped, ct);
            meter.Mailed("dropped");
            return null;
        }
        if (AddressOf(person.Name, person.Email) is { } to)
            return messages.Write(notice, matter, to, await ZoneAsync(db, person.Id, ct));
        await SettleAsync(claim, delivery, new MailOutcome.Refused("The issuer stated no e-mail address that could be used."), ct);
        return null;
    }

    /// <returns>Why nobody needs it any more, as a sentence.</returns>
    private async Task<string?> WhyNotAsync(PortalDb db, NoticeRow notice, NoticeMatter matter, bool isThere, CancellationToken ct)
    {
        if (!isThere)
            return "The reader has left.";
        if (notice.Kind == NoticeKind.EndingSoon && (matter.Ends <= clock.Now() || !await EndsThenAsync()))
            return "The access has ended meanwhile, or ends at another time.";
        if (notice.Kind == NoticeKind.SignInAsked && !await IsAsync(RequestState.AwaitingStepUp))
            return "It was confirmed, withdrawn or lapsed meanwhile.";
        var waits = notice.Kind is NoticeKind.RequestWaits or NoticeKind.RequestStillWaits or NoticeKind.RequestPassedOn or NoticeKind.QuestionAsked or NoticeKind.QuestionAnswered;
        return waits && !await IsAsync(RequestState.AwaitingApproval) ? "It was decided meanwhile." : null;

        Task<bool> EndsThenAsync() => db.Grants.AnyAsync(g => g.Id == notice.GrantId && g.State == GrantState.Active && g.EndsAt == matter.Ends, ct);

        Task<bool> IsAsync(RequestState state) => db.Requests.AnyAsync(r => r.Id == notice.RequestId && r.State == state, ct);
    }

    /// <returns><see langword="null"/> where this is not exactly one address.</returns>
    internal static MailboxAddress? AddressOf(string name, string? email) =>
        MailboxAddress.TryParse(email ?? "", out var parsed) && parsed.Address == email ? new MailboxAddress(MailMessages.OneLine(name), parsed.Address) : null;

    private static async Task<TimeZoneInfo> ZoneAsync(PortalDb db, Guid person, CancellationToken ct)
    {
        var zone = await db.NoticeSettings.Where(s => s.PersonId == person).Select(s => s.Zone).SingleOrDefaultAsync(ct);
        return zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : TimeZoneInfo.Utc;
    }

    private async Task SettleAsync(Guid claim, DeliveryRow delivery, MailOutcome outcome, CancellationToken ct)
    {
        var next = clock.Now() + Backoff.After(delivery.Attempts + 1);
        switch (outcome)
        {
            case MailOutcome.Sent:
                await claims.SettleAsync(claim, delivery, DeliveryState.Sent, null, ct);
                meter.Mailed("sent");
                break;
            case MailOutcome.Later later when next - delivery.CreatedAt < GiveUpAfter:
                log.NotSent(delivery.Notice, later.Words);
                await claims.PutOffAsync(claim, delivery, next, later.Words, ct);
                meter.Mailed("put-off");
                break;
            default:
                var words = outcome switch { MailOutcome.Refused refused => refused.Words, MailOutcome.Later later => later.Words, _ => "" };
                log.NotSent(delivery.Notice, words);
                await claims.SettleAsync(claim, delivery, DeliveryState.GivenUp, words, ct);
                meter.Mailed("given-up");
                break;
        }
    }
}
