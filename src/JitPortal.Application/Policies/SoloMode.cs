using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>
/// While there has only ever been one administrator, that one may publish alone; everybody is told, and each such change is marked.
/// The mode ends for good when a second administrator has signed in.
/// </summary>
internal static class SoloMode
{
    public static Task<bool> IsOnAsync(PortalDb db, CancellationToken ct) => db.Installation.AnyAsync(i => i.SoloEndedAt == null, ct);

    /// <summary>To be called in the transaction of every sign-in, once the person's roles are written.</summary>
    public static async Task EndIfSecondAsync(Writing writing, PersonRow person, CancellationToken ct)
    {
        if ((person.Roles & PortalRole.Administrator) != PortalRole.Administrator || !await IsOnAsync(writing.Db, ct))
            return;
        if (!await writing.Db.People.Where(PersonRow.IsAdministrator).AnyAsync(p => p.Id != person.Id, ct))
            return;
        var ended = await writing.Db.Installation.Where(i => i.SoloEndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(i => i.SoloEndedAt, writing.Now), ct);
        writing.Record(ended, new AuditEvent(AuditTypes.SoloEnded, new PersonId(person.Id)));
    }
}

/// <summary>Whether one administrator may publish alone just now. Everybody may know.</summary>
public sealed class ReadSoloMode(PortalDbFactory databases)
{
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        return await SoloMode.IsOnAsync(db, ct);
    }
}
