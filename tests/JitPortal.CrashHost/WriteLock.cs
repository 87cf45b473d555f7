using System.Data.Common;
using JitPortal.TestKit.Portal;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace JitPortal.CrashHost;

/// <summary>Keeps everybody else from writing the audit log for as long as it is held.</summary>
internal static class WriteLock
{
    public static async Task<IAsyncDisposable> TakeAsync(TestDatabase database)
    {
        var isSqlite = database.Kind == DatabaseKind.Sqlite;
        DbConnection connection = isSqlite ? new SqliteConnection(database.ConnectionString + ";Pooling=false") : new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = isSqlite ? "BEGIN EXCLUSIVE" : "BEGIN; LOCK TABLE audit_head IN ACCESS EXCLUSIVE MODE";
        await command.ExecuteNonQueryAsync();
        return connection;   // closing it rolls back
    }
}
