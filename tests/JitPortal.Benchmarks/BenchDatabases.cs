using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Npgsql;

namespace JitPortal.Benchmarks;

/// <summary>Portal databases as in production: SQLite with <c>synchronous=FULL</c>, PostgreSQL with <c>fsync</c>.</summary>
internal sealed class BenchDatabases : IAsyncDisposable
{
    private readonly PostgresServer server;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("jitportal-bench-");

    private BenchDatabases(PostgresServer server) => this.server = server;

    public static IReadOnlyList<DatabaseKind> Kinds { get; } = [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    public static async Task<BenchDatabases> StartAsync() => new(await PostgresServer.StartAsync(fsync: true));

    /// <summary>An empty one; the portal that is made on it migrates it.</summary>
    public async Task<TestDatabase> CreateAsync(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Sqlite)
            return await TestDatabase.CreateAsync(kind);
        var name = await server.CreateDatabaseAsync();
        return TestDatabase.Attach(kind, server.ConnectionString(name, pooling: true), folder.CreateSubdirectory(name).FullName);
    }

    public ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        folder.Delete(recursive: true);
        return server.DisposeAsync();
    }
}
