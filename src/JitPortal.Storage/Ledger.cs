using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Time;
using JitPortal.Storage.Audit;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace JitPortal.Storage;

/// <summary>
/// The one way to change anything: a transaction whose last step extends the audit chain (I-31). Either the change and its
/// records are durable together, or neither is.
/// </summary>
public sealed class Ledger(PortalDbFactory databases, AuditAppender audit, CommitHints hints, TimeProvider clock) : IDisposable
{
    /// <summary>How often one write is tried when another one got in its way, or what it decided by has moved: 8 times.</summary>
    private const int Attempts = 8;

    /// <summary>How long one waits in this process's line for the database's one writer, before it queues at the database itself: 5 seconds.</summary>
    private static readonly TimeSpan LinePatience = TimeSpan.FromSeconds(5);

    // SQLite lets one writer in at a time, and who finds it busy sleeps and asks again. In line, the next one starts at once.
    private readonly SemaphoreSlim line = new(1);

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction. A refusal rolls everything back. Where PostgreSQL breaks a deadlock by
    /// ending this transaction, where another one was first to write a row that may be there once only, or the work finds itself
    /// <see cref="OutdatedException">outdated</see>, nothing of it has happened and it runs again: it must read all that it decides by in there.
    /// </summary>
    public Task<Outcome<T>> WriteAsync<T>(Func<Writing, Task<Outcome<T>>> work, CancellationToken ct) => WriteAsync(work, synced: true, ct);

    /// <summary>
    /// The same for a claim, which nobody else is told of: its commit does not wait for the disk, because every effect under it is
    /// preceded by a synced commit, and that makes all before it durable too (I-08). With records it is synced like any other.
    /// </summary>
    internal Task<Outcome<T>> ClaimAsync<T>(Func<Writing, Task<Outcome<T>>> work, CancellationToken ct) => WriteAsync(work, synced: false, ct);

    private async Task<Outcome<T>> WriteAsync<T>(Func<Writing, Task<Outcome<T>>> work, bool synced, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(work, synced, ct);
            }
            catch (Exception e) when (attempt < Attempts && (e is OutdatedException || IsLostRace(e)))
            {
                // Again, with everything read anew.
            }
        }
    }

    public void Dispose() => line.Dispose();

    /// <remarks>SQLite knows none: its one writer has read what it writes over.</remarks>
    private static bool IsLostRace(Exception? e) =>
        e is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation } || (e is not null && IsLostRace(e.InnerException));

    private async Task<Outcome<T>> TryAsync<T>(Func<Writing, Task<Outcome<T>>> work, bool synced, CancellationToken ct)
    {
        await using var db = databases.Create();
        var inLine = !db.IsPostgres && await line.WaitAsync(LinePatience, ct);
        try
        {
            return await TryAsync(db, work, synced, ct);
        }
        finally
        {
            if (inLine)
                line.Release();
        }
    }

    private async Task<Outcome<T>> TryAsync<T>(PortalDb db, Func<Writing, Task<Outcome<T>>> work, bool synced, CancellationToken ct)
    {
        db.Database.AutoSavepointsEnabled = false;   // whatever fails takes the whole transaction with it
        await using var unsynced = synced || !databases.IsSynced ? null : await UnsyncedCommit.BeginAsync(db, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var writing = new Writing(db, clock.Now());
        var outcome = await work(writing);
        if (!outcome.Succeeded)
            return outcome;
        IReadOnlyList<RecordedEvent> recorded = [];
        if (writing.Events.Count > 0)
            recorded = await audit.AppendAsync(db, writing.Now, writing.Events, ct);
        if (unsynced is not null && recorded.Count == 0)
            await unsynced.BeforeCommitAsync(ct);
        await transaction.CommitAsync(ct);
        if (unsynced is not null && recorded.Count > 0)
            await unsynced.SyncAsync(ct);
        if (recorded.Count > 0)
            hints.Raise(recorded);
        return outcome;
    }
}

/// <summary>One transaction under way.</summary>
public sealed class Writing
{
    private readonly List<AuditEvent> events = [];

    internal Writing(PortalDb db, DateTimeOffset now) => (Db, Now) = (db, now);

    public PortalDb Db { get; }

    /// <summary>One instant for everything in the transaction.</summary>
    public DateTimeOffset Now { get; }

    internal IReadOnlyList<AuditEvent> Events => events;

    /// <summary>Records what happened if, and only if, exactly one row changed.</summary>
    /// <returns>Whether one did.</returns>
    public bool Record(int changed, AuditEvent happened)
    {
        if (changed != 1)
            return false;
        events.Add(happened);
        return true;
    }

    /// <summary>Records something that changes no guarded row.</summary>
    public void Record(AuditEvent happened) => events.Add(happened);
}
