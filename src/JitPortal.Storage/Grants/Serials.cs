using Microsoft.EntityFrameworkCore;

namespace JitPortal.Storage.Grants;

/// <summary>The serials of what is issued for leases.</summary>
public static class Serials
{
    private const string Next = "UPDATE installation SET \"LastSerial\" = \"LastSerial\" + 1 RETURNING \"LastSerial\" AS \"Value\"";

    /// <returns>One that nobody else gets, if the caller's transaction commits: raised and read in one statement.</returns>
    public static async Task<long> NextSerialAsync(this PortalDb db, CancellationToken ct) => (await db.Database.SqlQueryRaw<long>(Next).ToListAsync(ct)).Single();
}
