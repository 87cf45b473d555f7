using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace JitPortal.Storage;

/// <summary>
/// What every SQLite connection needs. <c>synchronous=FULL</c> because in WAL mode NORMAL does not sync at commit, and an
/// acknowledged write must be durable (I-08, I-17). <c>OFF</c> is for a file that nobody has been told of yet.
/// </summary>
public sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Synced = new("FULL");

    public static readonly SqlitePragmas Unsynced = new("OFF");

    private static readonly object Told = new();

    /// <summary>They stay with the handle, and a pooled handle is opened for each context: once for each is enough.</summary>
    private readonly ConditionalWeakTable<object, object> told = [];

    private readonly string statements;

    private SqlitePragmas(string synchronous) => statements =
        $"PRAGMA journal_mode=WAL; PRAGMA busy_timeout=5000; PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (IsTold(connection))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
        Remember(connection);
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (IsTold(connection))
            return;
        await using var command = connection.CreateCommand();
        command.CommandText = statements;
        await command.ExecuteNonQueryAsync(cancellationToken);
        Remember(connection);
    }

    private bool IsTold(DbConnection connection) => told.TryGetValue(((SqliteConnection)connection).Handle!, out _);

    private void Remember(DbConnection connection) => told.AddOrUpdate(((SqliteConnection)connection).Handle!, Told);
}
