using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Notices;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Notices;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JitPortal.Application.Notices;

/// <summary>How the caller is told.</summary>
public sealed class ReadNoticeSettings(PortalDbFactory databases, IOptions<MailOptions> mail)
{
    public async Task<NoticeSettings> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        var row = await db.NoticeSettings.AsNoTracking().SingleOrDefaultAsync(s => s.PersonId == actor.Id.Value, ct);
        var email = await db.People.Where(p => p.Id == actor.Id.Value).Select(p => p.Email).SingleOrDefaultAsync(ct);
        return new NoticeSettings(mail.Value.IsConfigured, email, row?.MailOff ?? NoticeTopics.OffAtFirst, row?.Zone);
    }
}

/// <param name="MailConfigured">There is a mail server to send by.</param>
/// <param name="Email">Where it is sent, as the issuer stated it at the last sign-in.</param>
/// <param name="MailOff">What is not sent.</param>
/// <param name="Zone">The zone that e-mails show times in; <see langword="null"/> is UTC.</param>
public sealed record NoticeSettings(bool MailConfigured, string? Email, NoticeTopic MailOff, string? Zone);

/// <summary>Chooses what the caller gets by e-mail.</summary>
public sealed class ChangeNoticeSettings(Ledger ledger)
{
    /// <param name="mailOff">What not to send; <see cref="NoticeTopics.Always"/> is sent all the same.</param>
    /// <returns><see cref="Refusal.Forbidden"/> for a workload, or for somebody who is disabled.</returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, NoticeTopic mailOff, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            if (!await writing.Db.People.Where(PersonRow.IsHere).AnyAsync(p => p.Id == actor.Id.Value, ct))
                return new Refusal.Forbidden(Both("Only people who may use the portal choose what is sent to them."));
            var row = await SettingsRows.GetAsync(writing.Db, actor, ct);
            row.MailOff = mailOff & ~NoticeTopics.Always;
            await writing.Db.SaveChangesAsync(ct);
            writing.Record(new AuditEvent(AuditTypes.NoticeSettingsChanged, actor.AuditId) { Facts = [new("mailOff", row.MailOff.Value.ToString())] });
            return default(Done);
        },
        ct);
}

/// <summary>Remembers the zone of the caller's browser, so that e-mails show times as they read them.</summary>
public sealed class RememberZone(PortalDbFactory databases, Ledger ledger, ILogger<RememberZone> log)
{
    /// <summary>While the database cannot be written, the zone known before stands, and the next page tries again: no page fails over it.</summary>
    /// <param name="zone">An IANA name; anything else is passed over.</param>
    public async Task RunAsync(Actor actor, string zone, CancellationToken ct)
    {
        if (actor.AuditId is null || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            return;
        try
        {
            if (!await IsKnownAsync(actor, zone, ct))
                await ledger.WriteAsync(writing => ChangeAsync(writing, actor, zone, ct), ct);
        }
        catch (Exception trouble) when (DatabaseTrouble.Is(trouble))
        {
            log.ZoneNotRemembered(trouble);
        }
    }

    private async Task<bool> IsKnownAsync(Actor actor, string zone, CancellationToken ct)
    {
        await using var db = databases.Create();
        return await db.NoticeSettings.AnyAsync(s => s.PersonId == actor.Id.Value && s.Zone == zone, ct);
    }

    private static async Task<Outcome<Done>> ChangeAsync(Writing writing, Actor actor, string zone, CancellationToken ct)
    {
        var row = await SettingsRows.GetAsync(writing.Db, actor, ct);
        row.Zone = zone;
        await writing.Db.SaveChangesAsync(ct);
        return default(Done);
    }
}

internal static class SettingsRows
{
    /// <returns>The row to change; it is there once it has been saved.</returns>
    public static async Task<NoticeSettingsRow> GetAsync(PortalDb db, Actor actor, CancellationToken ct)
    {
        if (await db.NoticeSettings.SingleOrDefaultAsync(s => s.PersonId == actor.Id.Value, ct) is { } known)
            return known;
        var row = new NoticeSettingsRow { PersonId = actor.Id.Value };
        db.NoticeSettings.Add(row);
        return row;
    }
}
