using JitPortal.Storage;
using JitPortal.TestKit.Servers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace JitPortal.TestKit.Portal;

/// <summary>Which database a test runs on. Every Application test runs on both.</summary>
public enum DatabaseKind
{
    Sqlite,
    PostgreSql,
}

/// <summary>
/// A fresh, migrated database per test: a copy of one migrated SQLite file, or of one template database on the one
/// PostgreSQL server of the run.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly AsyncLazy<string> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly AsyncLazy<(PostgresServer Server, string Template)> Postgres = new(MakePostgresTemplateAsync);

    private readonly Func<Task> delete;

    private TestDatabase(DatabaseKind kind, string connectionString, string folder, Func<Task> delete) =>
        (Kind, ConnectionString, Folder, this.delete) = (kind, connectionString, folder, delete);

    public DatabaseKind Kind { get; }

    public string ConnectionString { get; }

    /// <summary>Where the portal keeps its files in this test.</summary>
    public string Folder { get; }

    public PortalDbFactory Factory() => Kind == DatabaseKind.Sqlite ? PortalDbFactory.Sqlite(ConnectionString) : PortalDbFactory.Postgres(ConnectionString);

    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind)
    {
        var folder = Directory.CreateTempSubdirectory("jitportal-test-").FullName;
        if (kind == DatabaseKind.Sqlite)
        {
            var path = Path.Combine(folder, "portal.db");
            File.Copy(await SqliteTemplate.Value, path);
            var connection = $"Data Source={path};Default Timeout=5";
            return new TestDatabase(kind, connection, folder, () => DeleteSqliteAsync(connection, folder));
        }
        var (server, template) = await Postgres.Value;
        var name = await server.CreateDatabaseAsync(template);
        return new TestDatabase(kind, server.ConnectionString(name, pooling: true), folder, () => DeletePostgresAsync(server, name, folder));
    }

    /// <summary>The database of another process; it is not deleted from here.</summary>
    public static TestDatabase Attach(DatabaseKind kind, string connectionString, string folder) => new(kind, connectionString, folder, () => Task.CompletedTask);

    /// <summary>Runs a statement behind the portal's back.</summary>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using var db = Factory().Create();
        return await db.Database.ExecuteSqlRawAsync(sql);
    }

    public async ValueTask DisposeAsync() => await delete();

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("jitportal-template-").FullName, "template.db");
        await TestMigration.RunAsync(PortalDbFactory.Sqlite($"Data Source={path};Pooling=false"));
        return path;
    }

    private static async Task<(PostgresServer Server, string Template)> MakePostgresTemplateAsync()
    {
        var server = await RunServer.StartAsync();
        var template = await server.CreateDatabaseAsync();
        await TestMigration.RunAsync(PortalDbFactory.Postgres(server.ConnectionString(template)));
        return (server, template);
    }

    private static async Task DeleteSqliteAsync(string connection, string folder)
    {
        using (var pooled = new SqliteConnection(connection))
            SqliteConnection.ClearPool(pooled);
        await DeleteFolderAsync(folder);
    }

    private static async Task DeletePostgresAsync(PostgresServer server, string name, string folder)
    {
        await using (var db = PortalDbFactory.Postgres(server.ConnectionString(name, pooling: true)).Create())
            NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
        await server.ExecuteAsync($"drop database \"{name}\" with (force)");
        await DeleteFolderAsync(folder);
    }

    /// <summary>Work that was under way when the test ended may still write a file or two.</summary>
    private static Task DeleteFolderAsync(string folder) => Eventually.TrueAsync(
        () =>
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return true;
            }
            catch (IOException)
            {
                return !Directory.Exists(folder);
            }
        },
        "the folder of the test is gone");
}

/// <summary>Runs once, for whoever comes first.</summary>
internal sealed class AsyncLazy<T>(Func<Task<T>> make)
{
    private readonly Lazy<Task<T>> lazy = new(make);

    public Task<T> Value => lazy.Value;
}
