using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace JitPortal.Storage.Audit;

/// <summary>
/// The end of the log: reads its head and writes records after it. Every transaction does this, some with hundreds of records,
/// so it speaks to the driver itself: change tracking would cost more than the chain.
/// </summary>
internal static class AuditTail
{
    private const string Columns = "(\"Sequence\", \"Leaf\", \"Link\", \"Type\", \"At\", \"ActorId\", \"RequestId\", \"GrantId\")";
    private const string Move = "UPDATE audit_head SET \"Sequence\" = @last, \"Link\" = @link WHERE \"Id\" = 1 AND \"Sequence\" = @was";

    /// <summary>Reads the head and, on PostgreSQL, holds it until the transaction ends; on SQLite the transaction holds everything.</summary>
    public static async Task<(long Sequence, byte[] Link)> ReadAsync(PortalDb db, CancellationToken ct)
    {
        await using var command = Command(db, "SELECT \"Sequence\", \"Link\" FROM audit_head WHERE \"Id\" = 1" + (db.IsPostgres ? " FOR UPDATE" : ""));
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))
            : throw new InvalidOperationException("The audit log has no head.");
    }

    /// <summary>Writes the records that follow <paramref name="was"/>, and the head.</summary>
    /// <returns>Whether the head still stood there.</returns>
    public static async Task<bool> WriteAsync(PortalDb db, long was, IReadOnlyList<AuditRow> rows, CancellationToken ct)
    {
        if (db.Database.GetDbConnection() is NpgsqlConnection postgres)
            return await WriteAsync(postgres, was, rows, ct);
        await InsertAsync(db, rows, ct);
        await using var move = Command(db, Move);
        move.Parameters.Add(new SqliteParameter("@last", rows[^1].Sequence));
        move.Parameters.Add(new SqliteParameter("@link", rows[^1].Link));
        move.Parameters.Add(new SqliteParameter("@was", was));
        return await move.ExecuteNonQueryAsync(ct) == 1;
    }

    private static DbCommand Command(PortalDb db, string text)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = text;
        return command;
    }

    /// <summary>One prepared statement, once for each record.</summary>
    private static async Task InsertAsync(PortalDb db, IReadOnlyList<AuditRow> rows, CancellationToken ct)
    {
        await using var insert = Command(db, $"INSERT INTO audit {Columns} VALUES (@0, @1, @2, @3, @4, @5, @6, @7)");
        for (var i = 0; i < 8; i++)
            insert.Parameters.Add(new SqliteParameter { ParameterName = $"@{i}" });
        foreach (var row in rows)
        {
            object?[] values = [row.Sequence, row.Leaf, row.Link, row.Type, row.At.ToUnixTimeMilliseconds(), row.ActorId, row.RequestId, row.GrantId];
            for (var i = 0; i < values.Length; i++)
                insert.Parameters[i].Value = values[i] ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Records as arrays, and the head, in one round trip.</summary>
    private static async Task<bool> WriteAsync(NpgsqlConnection postgres, long was, IReadOnlyList<AuditRow> rows, CancellationToken ct)
    {
        var insert = new NpgsqlBatchCommand($"INSERT INTO audit {Columns} SELECT * FROM unnest(@0, @1, @2, @3, @4, @5, @6, @7)");
        Add(insert, "0", NpgsqlDbType.Bigint, rows.Select(r => r.Sequence));
        Add(insert, "1", NpgsqlDbType.Bytea, rows.Select(r => r.Leaf));
        Add(insert, "2", NpgsqlDbType.Bytea, rows.Select(r => r.Link));
        Add(insert, "3", NpgsqlDbType.Text, rows.Select(r => r.Type));
        Add(insert, "4", NpgsqlDbType.TimestampTz, rows.Select(r => r.At));
        Add(insert, "5", NpgsqlDbType.Uuid, rows.Select(r => r.ActorId));
        Add(insert, "6", NpgsqlDbType.Uuid, rows.Select(r => r.RequestId));
        Add(insert, "7", NpgsqlDbType.Uuid, rows.Select(r => r.GrantId));
        var move = new NpgsqlBatchCommand(Move)
        {
            Parameters = { new NpgsqlParameter("last", rows[^1].Sequence), new NpgsqlParameter("link", rows[^1].Link), new NpgsqlParameter("was", was) },
        };
        await using var batch = new NpgsqlBatch(postgres) { BatchCommands = { insert, move } };
        await batch.ExecuteNonQueryAsync(ct);
        return move.RecordsAffected == 1;
    }

    private static void Add<T>(NpgsqlBatchCommand command, string name, NpgsqlDbType type, IEnumerable<T> values) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = values.ToArray() });
}
