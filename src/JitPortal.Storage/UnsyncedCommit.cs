using Microsoft.EntityFrameworkCore;

namespace JitPortal.Storage;

/// <summary>
/// Lets one transaction commit without waiting for the disk. It survives a kill of the process all the same, and a power cut as
/// soon as any later commit is synced: both databases write one log in order.
/// </summary>
internal sealed class UnsyncedCommit : IAsyncDisposable
{
    private readonly PortalDb db;

    private UnsyncedCommit(PortalDb db) => this.db = db;

    /// <summary>Before the transaction: SQLite takes the setting only outside of one.</summary>
    public static async Task<UnsyncedCommit> BeginAsync(PortalDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        if (!db.IsPostgres)
            await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous=NORMAL", ct);
        return new UnsyncedCommit(db);
    }

    /// <summary>As the transaction's last statement.</summary>
    public Task BeforeCommitAsync(CancellationToken ct) =>
        db.IsPostgres ? db.Database.ExecuteSqlRawAsync("SET LOCAL synchronous_commit TO OFF", ct) : Task.CompletedTask;

    /// <summary>Makes the commit durable after all: a synced one after it takes it along.</summary>
    public async Task SyncAsync(CancellationToken ct)
    {
        if (db.IsPostgres)
            return;   // it was synced: nothing said otherwise before the commit
        await RestoreAsync(ct);
        await db.AuditHead.ExecuteUpdateAsync(s => s.SetProperty(h => h.Sequence, h => h.Sequence), ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (!db.IsPostgres)
            await RestoreAsync(CancellationToken.None);   // whatever happened: the handle goes back to the pool and is somebody else's next
    }

    private Task RestoreAsync(CancellationToken ct) => db.Database.ExecuteSqlRawAsync("PRAGMA synchronous=FULL", ct);
}
