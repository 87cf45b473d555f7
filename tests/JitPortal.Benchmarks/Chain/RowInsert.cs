using System.Data.Common;
using JitPortal.Storage.Audit;
using Npgsql;
using NpgsqlTypes;

namespace JitPortal.Benchmarks.Chain;

/// <summary>The fastest plain insert each driver has: a prepared statement on SQLite, COPY on PostgreSQL.</summary>
internal static class RowInsert
{
    private const string Columns = "(\"Sequence\", \"Leaf\", \"Link\", \"Type\", \"At\", \"ActorId\", \"RequestId\", \"GrantId\")";

    public static Task RunAsync(DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<AuditRow> rows) =>
        connection is NpgsqlConnection postgres ? CopyAsync(postgres, table, rows) : EachAsync(connection, transaction, table, rows);

    private static async Task EachAsync(DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<AuditRow> rows)
    {
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"insert into {table} {Columns} values (@0, @1, @2, @3, @4, @5, @6, @7)";
        for (var i = 0; i < 8; i++)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = $"@{i}";
            insert.Parameters.Add(parameter);
        }
        foreach (var row in rows)
        {
            object?[] values = [row.Sequence, row.Leaf, row.Link, row.Type, row.At.ToUnixTimeMilliseconds(), row.ActorId, row.RequestId, row.GrantId];
            for (var i = 0; i < values.Length; i++)
                insert.Parameters[i].Value = values[i] ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync();
        }
    }

    private static async Task CopyAsync(NpgsqlConnection connection, string table, IReadOnlyList<AuditRow> rows)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {table} {Columns} from stdin (format binary)");
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(row.Sequence, NpgsqlDbType.Bigint);
            await copy.WriteAsync(row.Leaf, NpgsqlDbType.Bytea);
            await copy.WriteAsync(row.Link, NpgsqlDbType.Bytea);
            await copy.WriteAsync(row.Type, NpgsqlDbType.Varchar);
            await copy.WriteAsync(row.At, NpgsqlDbType.TimestampTz);
            foreach (var id in (Guid?[])[row.ActorId, row.RequestId, row.GrantId])
                await (id is { } set ? copy.WriteAsync(set, NpgsqlDbType.Uuid) : copy.WriteNullAsync());
        }
        await copy.CompleteAsync();
    }
}
