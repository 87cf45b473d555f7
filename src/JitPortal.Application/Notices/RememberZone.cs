using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace JitPortal.Application.Notices;

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
