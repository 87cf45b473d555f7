using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.TestKit.Portal;

internal static class TestMigration
{
    public static async Task RunAsync(PortalDbFactory databases)
    {
        await using var db = databases.Create();
        await db.Database.MigrateAsync();
    }
}
