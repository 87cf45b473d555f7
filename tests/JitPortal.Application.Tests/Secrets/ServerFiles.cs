using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace JitPortal.Application.Tests.Secrets;

/// <summary>The files in which PostgreSQL keeps the tables of one database, read through the server.</summary>
internal static class ServerFiles
{
    public static async Task<IReadOnlyList<string>> WithAsync(World world, Canary secret)
    {
        await world.SqlAsync("CHECKPOINT");
        await using var db = world.Db();
        await db.Database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT c.relname, pg_read_binary_file(pg_relation_filepath(c.oid))
            FROM pg_class c
            WHERE c.relkind IN ('r', 'i', 't') AND c.oid >= 16384 AND pg_relation_filepath(c.oid) IS NOT NULL
            """,
            (NpgsqlConnection)db.Database.GetDbConnection());
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
        {
            if (secret.FindIn(reader.GetFieldValue<byte[]>(1)) is { } form)
                found.Add($"{reader.GetString(0)} ({form})");
        }
        return found;
    }
}
