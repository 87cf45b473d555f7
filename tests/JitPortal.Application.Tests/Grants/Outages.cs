using System.Data.Common;
using JitPortal.Storage;
using JitPortal.TestKit.Portal;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace JitPortal.Application.Tests.Grants;

public enum Outage
{
    SqliteLocked,
    SqliteFull,
    PostgresReadOnly,
    PostgresTableLocked,
}

/// <summary>A way for a database to take no writes, and to recover.</summary>
internal abstract class Outages(TestDatabase database) : IAsyncDisposable
{
    protected TestDatabase Database { get; } = database;

    /// <summary>What the portal under test works with.</summary>
    public virtual PortalDbFactory Databases { get; } = database.Factory();

    public abstract Task BeginAsync();

    public abstract Task EndAsync();

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static DatabaseKind KindOf(Outage outage) => outage is Outage.SqliteLocked or Outage.SqliteFull ? DatabaseKind.Sqlite : DatabaseKind.PostgreSql;

    public static Outages Of(Outage outage, TestDatabase database) => outage switch
    {
        Outage.SqliteLocked => new Locked(database, new SqliteConnection(database.ConnectionString + ";Pooling=false"), "BEGIN EXCLUSIVE", "ROLLBACK"),
        Outage.SqliteFull => new Full(database),
        Outage.PostgresReadOnly => new ReadOnly(database),
        Outage.PostgresTableLocked => new Locked(database, new NpgsqlConnection(database.ConnectionString + ";Pooling=false"), "BEGIN; LOCK TABLE grants IN ACCESS EXCLUSIVE MODE", "ROLLBACK"),
        _ => throw new ArgumentOutOfRangeException(nameof(outage)),
    };

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Somebody else holds the lock.</summary>
    private sealed class Locked(TestDatabase database, DbConnection other, string take, string leave) : Outages(database)
    {
        public override async Task BeginAsync()
        {
            await other.OpenAsync();
            await RunAsync(other, take);
        }

        public override Task EndAsync() => RunAsync(other, leave);

        public override async ValueTask DisposeAsync()
        {
            await other.DisposeAsync();
            await base.DisposeAsync();
        }
    }

    /// <summary>The whole database is read-only, also for those who are connected already.</summary>
    private sealed class ReadOnly(TestDatabase database) : Outages(database)
    {
        public override Task BeginAsync() => SetAsync("SET default_transaction_read_only = on");

        public override Task EndAsync() => SetAsync("RESET default_transaction_read_only");

        private async Task SetAsync(string setting)
        {
            await using var connection = new NpgsqlConnection(Database.ConnectionString + ";Pooling=false");
            await connection.OpenAsync();
            await RunAsync(connection, "SET default_transaction_read_only = off");
            await RunAsync(connection, $"ALTER DATABASE \"{connection.Database}\" {setting}");
            NpgsqlConnection.ClearAllPools();   // idle connections would be found dead one by one
            await RunAsync(connection, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }
    }

    /// <summary>The file may not grow: SQLite answers as it does on a full disk.</summary>
    private sealed class Full : Outages
    {
        private readonly Limit limit = new();

        public Full(TestDatabase database)
            : base(database)
        {
            var options = new DbContextOptionsBuilder<SqlitePortalDb>().UseSqlite(database.ConnectionString).AddInterceptors(SqlitePragmas.Synced, limit).Options;
            Databases = new PortalDbFactory(() => new SqlitePortalDb(options), () => options);
        }

        public override PortalDbFactory Databases { get; }

        public override async Task BeginAsync()
        {
            limit.IsFull = true;
            // What is left on the last pages takes a few more rows; use it up.
            await using var db = Databases.Create();
            for (var rows = 0; rows < 10_000; rows++)
            {
                try
                {
                    await db.Database.ExecuteSqlRawAsync("INSERT INTO \"DataProtectionKeys\" (\"FriendlyName\", \"Xml\") VALUES ('filler', hex(randomblob(40)))");
                }
                catch (SqliteException e) when (e.SqliteErrorCode == 13)
                {
                    return;
                }
            }
            throw new InvalidOperationException("The database never got full.");
        }

        public override Task EndAsync()
        {
            limit.IsFull = false;
            return Task.CompletedTask;
        }

        private sealed class Limit : DbConnectionInterceptor
        {
            public volatile bool IsFull;

            public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

            public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
            {
                Apply(connection);
                return Task.CompletedTask;
            }

            // A limit below the present size becomes the present size.
            private void Apply(DbConnection connection)
            {
                using var command = connection.CreateCommand();
                command.CommandText = $"PRAGMA max_page_count = {(IsFull ? 1 : 1_000_000)}";
                command.ExecuteNonQuery();
            }
        }
    }
}
