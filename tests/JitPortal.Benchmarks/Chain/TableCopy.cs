using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Benchmarks.Chain;

/// <summary>An empty copy of a table with its keys and indexes.</summary>
internal static class TableCopy
{
    public static async Task MakeAsync(PortalDb db, string table, string copy)
    {
        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlRawAsync($"create table {copy} (like {table} including all)");
            return;
        }
        // CREATE TABLE "audit" (...)   CREATE INDEX "IX_audit_GrantId" ON "audit" ("GrantId")
        var made = await db.Database.SqlQuery<string>($"select sql as Value from sqlite_master where tbl_name = {table} and sql is not null order by type desc").ToListAsync();
        foreach (var statement in made)
            await db.Database.ExecuteSqlRawAsync(statement.Replace($"\"{table}\"", $"\"{copy}\"").Replace($"_{table}_", $"_{copy}_").Replace($"_{table}\"", $"_{copy}\""));
    }
}
