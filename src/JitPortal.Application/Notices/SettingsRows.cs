using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Notices;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Notices;

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
