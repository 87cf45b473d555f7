using System.Data.Common;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Time;
using JitPortal.Storage.Audit;
using JitPortal.Storage.Notices;
using JitPortal.Storage.Secrets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Storage;

/// <summary>Brings the database to this version and makes the installation's own rows. Safe to repeat and to be killed in.</summary>
public sealed class DatabasePreparation(PortalDbFactory databases, KeyRing keys, Installation installation, TimeProvider machine)
{
    /// <exception cref="InvalidOperationException">The database belongs to another master key, or to a newer version.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!db.IsPostgres)
            MakeFile(PathOf(db));
        if (!await IsMigratedAsync(db, ct))
            await MigrateAsync(db, ct);
        await EnsureInstallationAsync(db, ct);
    }

    /// <summary>Learns which portal this database belongs to, without changing it.</summary>
    /// <exception cref="InvalidOperationException">It belongs to another master key, or is not this version's.</exception>
    public async Task LearnAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!IsWhole(db, await AppliedAsync(db, ct)) || await db.Installation.SingleOrDefaultAsync(ct) is not { } row)
            throw new InvalidOperationException("This database has not been brought to this version yet. Start the portal on it once.");
        CheckKey(row);
        installation.Know(row.InstallationId);
    }

    private static async Task<bool> IsMigratedAsync(PortalDb db, CancellationToken ct)
    {
        try
        {
            return IsWhole(db, await AppliedAsync(db, ct));
        }
        catch (DbException)
        {
            // An empty database, or none yet; where anything else is wrong, EF fails by it and says so.
            return !(await db.Database.GetPendingMigrationsAsync(ct)).Any();
        }
    }

    private static bool IsWhole(PortalDb db, HashSet<string> applied)
    {
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var newer = applied.Except(known).Order(StringComparer.Ordinal).ToList();
        return newer.Count == 0
            ? applied.IsSupersetOf(known)
            : throw new InvalidOperationException($"This database was brought to a newer version, by {string.Join(", ", newer)}, which this one does not know. Install that version again, or restore the backup from before the upgrade.");
    }

    /// <summary>
    /// Reads by hand what EF has noted of the migrations: EF itself would build a model of its own for that one table, and to migrate compares
    /// whole models, at every start.
    /// </summary>
    private static async Task<HashSet<string>> AppliedAsync(PortalDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"";
            await using var reader = await command.ExecuteReaderAsync(ct);
            var applied = new HashSet<string>(StringComparer.Ordinal);
            while (await reader.ReadAsync(ct))
                applied.Add(reader.GetString(0));
            return applied;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private Task MigrateAsync(PortalDb db, CancellationToken ct) => db.IsPostgres ? db.Database.MigrateAsync(ct) : MigrateSqliteAsync(db, ct);

    /// <summary>
    /// EF's migration lock on SQLite is a row: a process killed while it migrates leaves it behind and every later start
    /// would wait for ever. A file lock dies with its process, so under it a row that is left is known to be stale.
    /// </summary>
    private async Task MigrateSqliteAsync(PortalDb db, CancellationToken ct)
    {
        await using var migrating = await LockFileAsync(PathOf(db) + ".migrate.lock", ct);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", ct);
        await db.Database.MigrateAsync(ct);
    }

    private static string PathOf(PortalDb db) => Path.GetFullPath(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource);

    /// <summary>Before SQLite does: what it lays beside the file takes over who may read it. Never one that is in use: closing it would let go of SQLite's locks.</summary>
    private static void MakeFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
            PrivateFile.Open(path, FileMode.OpenOrCreate).Dispose();
    }

    private async Task<FileStream> LockFileAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), machine, ct); // another start is migrating
            }
        }
    }

    private async Task EnsureInstallationAsync(PortalDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (db.IsPostgres)
            await db.Database.ExecuteSqlRawAsync("LOCK TABLE installation IN EXCLUSIVE MODE", ct);
        var row = await db.Installation.SingleOrDefaultAsync(ct);
        if (row is null)
        {
            row = new InstallationRow { InstallationId = Guid.CreateVersion7(), KeyId = keys.KeyId, PolicyVersion = 1, ClockHighWater = machine.Now() };
            installation.Know(row.InstallationId);
            db.Add(row);
            db.Add(new NoticeCursorRow());
            db.Add(new AuditHeadRow { Link = AuditChain.Genesis(row.InstallationId) });
            await db.SaveChangesAsync(ct);
            await new AuditAppender(keys, installation).AppendAsync(
                db, row.ClockHighWater, [new AuditEvent(AuditTypes.InstallationCreated, null) { Facts = [new("keyId", keys.KeyId)] }], ct);
        }
        CheckKey(row);
        installation.Know(row.InstallationId);
        await transaction.CommitAsync(ct);
    }

    private void CheckKey(InstallationRow row)
    {
        if (row.KeyId != keys.KeyId)
            throw new InvalidOperationException($"This database was sealed under the master key {row.KeyId}, but the key file holds {keys.KeyId}. Restore the right key file (Data:Folder/keys/master.key), or start with an empty database.");
    }
}
