using Microsoft.EntityFrameworkCore;

namespace JitPortal.Storage.Intake;

/// <summary>Calls under one key come one after another until commit, so that looking and inserting is one step.</summary>
public static class ApiCallTurn
{
    public static async Task TakeAsync(PortalDb db, Guid caller, string key, CancellationToken ct)
    {
        if (db.IsPostgres)   // SQLite has one writer at a time anyway
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({caller + key}, 1))", ct);
    }
}
