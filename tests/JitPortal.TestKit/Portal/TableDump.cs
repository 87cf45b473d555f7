using System.Data.Common;
using System.Globalization;
using System.Text;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.TestKit.Portal;

/// <summary>One value of the database, as bytes, with where it stands.</summary>
public sealed record Cell(string Table, string Column, int Row, byte[] Bytes)
{
    public override string ToString() => $"{Table}.{Column}[{Row}]";
}

/// <summary>Every value of every table, whatever the model knows of them.</summary>
public static class TableDump
{
    /// <summary>Columns that only say who works on a row just now, and how a target was last time.</summary>
    private static readonly HashSet<string> Working =
        ["ClaimId", "ClaimUntil", "Fence", "LastOkAt", "FailingSince", "LastError", "ClockHighWater", "Attempts", "NextAttemptAt"];

    public static async Task<IReadOnlyList<Cell>> ReadAsync(PortalDb db)
    {
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        var cells = new List<Cell>();
        foreach (var table in await TablesAsync(db, connection))
            await ReadAsync(connection, table, cells);
        return cells;
    }

    /// <summary>What people would call the state of the portal, one line a row: without the columns of work under way.</summary>
    public static async Task<IReadOnlyList<string>> StateAsync(PortalDb db) =>
    [
        .. (await ReadAsync(db)).Where(c => !Working.Contains(c.Column))
            .GroupBy(c => (c.Table, c.Row))
            .Select(row => $"{row.Key.Table}: {string.Join(" | ", row.Select(c => $"{c.Column}={Convert.ToHexString(c.Bytes)}"))}")
            .Order(StringComparer.Ordinal),
    ];

    private static async Task<IReadOnlyList<string>> TablesAsync(PortalDb db, DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = db.IsPostgres
            ? "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
            : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1";
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync())
            tables.Add(reader.GetString(0));
        return tables;
    }

    private static async Task ReadAsync(DbConnection connection, string table, List<Cell> cells)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY 1, 2";
        await using var reader = await command.ExecuteReaderAsync();
        for (var row = 0; await reader.ReadAsync(); row++)
        {
            for (var i = 0; i < reader.FieldCount; i++)
                cells.Add(new Cell(table, reader.GetName(i), row, BytesOf(reader.GetValue(i))));
        }
    }

    private static byte[] BytesOf(object value) => value switch
    {
        byte[] bytes => bytes,
        DBNull => [],
        DateTime instant => Encoding.UTF8.GetBytes(instant.ToString("O", CultureInfo.InvariantCulture)),
        _ => Encoding.UTF8.GetBytes(Convert.ToString(value, CultureInfo.InvariantCulture)!),
    };
}
