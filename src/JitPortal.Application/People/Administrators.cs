using JitPortal.Storage;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.People;

/// <summary>Whether anybody can look after the portal.</summary>
internal static class Administrators
{
    public static Task<bool> AnyAsync(PortalDb db, CancellationToken ct) =>
        db.People.AnyAsync(PersonRow.IsAdministrator, ct);
}
