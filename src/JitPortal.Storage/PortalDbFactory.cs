using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace JitPortal.Storage;

/// <summary>
/// Gives one context per step, of a pool: setting one up costs as much as a small question. An adapter, because
/// <see cref="IDbContextFactory{TContext}"/> is not covariant.
/// </summary>
public sealed class PortalDbFactory(Func<PortalDb> create, Func<DbContextOptions> options, bool isSynced = true)
{
    private const string AutoPrepare = "Max Auto Prepare";

    /// <summary>Different statements that the server keeps prepared for each connection, unless the connection string says otherwise.</summary>
    private const int MostPrepared = 200;

    public PortalDb Create() => create();

    /// <summary>Whether a commit waits for the disk.</summary>
    public bool IsSynced => isSynced;

    /// <summary>The options every context is made with; for the parts that need the connection string.</summary>
    public DbContextOptions Options => options();

    /// <summary>
    /// Begins what the first question has to do, a third of a second of compiling, beside whatever else the start has to do. It reaches no
    /// database; what it might find wrong is found again by the first question.
    /// </summary>
    public void WarmUp() => _ = Task.Run(() =>
    {
        using var db = Create();
        return db.Installation.ToQueryString();
    });

    public static PortalDbFactory Sqlite(string connectionString) => Sqlite(connectionString, isSynced: true);

    /// <summary>A file that is made anew if anything happens to it meanwhile: no commit waits for the disk. Who keeps it brings it there first.</summary>
    public static PortalDbFactory UnsyncedSqlite(string connectionString) => Sqlite(connectionString, isSynced: false);

    private static PortalDbFactory Sqlite(string connectionString, bool isSynced)
    {
        var options = new DbContextOptionsBuilder<SqlitePortalDb>()
            .UseSqlite(connectionString)
            .AddInterceptors(isSynced ? SqlitePragmas.Synced : SqlitePragmas.Unsynced)
            .Options;
        return new(new PooledDbContextFactory<SqlitePortalDb>(options).CreateDbContext, () => options, isSynced);
    }

    public static PortalDbFactory Postgres(string connectionString)
    {
        var options = new DbContextOptionsBuilder<PostgresPortalDb>().UseNpgsql(Prepared(connectionString)).Options;
        return new(new PooledDbContextFactory<PostgresPortalDb>(options).CreateDbContext, () => options);
    }

    /// <summary>The portal sends the same few statements again and again, and planning them costs more than running them.</summary>
    private static string Prepared(string connectionString)
    {
        var settings = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (!settings.ContainsKey(AutoPrepare))
            settings[AutoPrepare] = MostPrepared;
        return settings.ConnectionString;
    }
}
