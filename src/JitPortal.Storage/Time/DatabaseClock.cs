using System.Globalization;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Time;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Storage.Time;

/// <summary>
/// The clock everybody injects: the database's on PostgreSQL, the machine's on SQLite. Between readings it runs on the
/// monotonic clock, so a machine clock that jumps changes nothing until the next reading, and it never runs backwards.
/// </summary>
/// <remarks>
/// A reading that is more than <see cref="Tolerance"/> away from what the monotonic clock says is a jump (I-04, I-05): ends
/// then use the later reading, and nothing is granted until an administrator confirms or the portal restarts. A confirmation is a
/// record in the audit log, written after the last reading that was in no doubt: so every node learns of it.
/// </remarks>
public sealed class DatabaseClock(PortalDbFactory databases, TimeProvider machine) : TimeProvider
{
    /// <summary>How far the reference may be from the monotonic clock: 2 seconds.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>A reading that took longer says too little about when within it the reference was read: 1 second.</summary>
    private static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(1);

    /// <summary>How often the reference is read: every 5 seconds.</summary>
    public static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private DateTimeOffset anchor = machine.GetUtcNow();
    private long anchorTick = machine.GetTimestamp();
    private TimeSpan ahead;
    private TimeSpan accepted;
    private long trustedAt;

    /// <summary>Why the time is not trusted, as a sentence; <see langword="null"/> while it is. Granting stops meanwhile.</summary>
    public string? Suspicion { get; private set; }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return anchor + machine.GetElapsedTime(anchorTick);
    }

    public override long GetTimestamp() => machine.GetTimestamp();

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>The first reading of a process: never before the latest time this portal has stored.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        var (reference, _) = await ReadReferenceAsync(db, ct);
        var highWater = await db.Installation.Select(i => i.ClockHighWater).SingleAsync(ct);
        trustedAt = await RecordedAsync(db, ct);
        lock (gate)
        {
            SetAnchor(reference > highWater ? reference : highWater);
            ahead = reference - anchor;
            if (reference < highWater - Tolerance)
                Suspicion = Sentence("The clock stands before the last time this portal has seen", reference, highWater);
        }
    }

    /// <summary>Compares with the reference and stores the high-water mark. Called every <see cref="ReadEvery"/>.</summary>
    public async Task ReadAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        var recorded = await RecordedAsync(db, ct);
        if (Suspicion is not null && await IsConfirmedAsync(db, recorded, ct))
            Confirm(recorded);
        var (reference, took) = await ReadReferenceAsync(db, ct);
        if (took <= LongestReading)
        {
            Accept(reference);
            if (Suspicion is null)
                trustedAt = recorded;
        }
        var now = this.Now();
        await db.Installation.Where(i => i.ClockHighWater < now).ExecuteUpdateAsync(s => s.SetProperty(i => i.ClockHighWater, now), ct);
    }

    /// <summary>How far the log goes; a head that is missing is the verifier's to report, and must not stop the clock.</summary>
    private static async Task<long> RecordedAsync(PortalDb db, CancellationToken ct) =>
        await db.AuditHead.Select(h => (long?)h.Sequence).SingleOrDefaultAsync(ct) ?? 0;

    private Task<bool> IsConfirmedAsync(PortalDb db, long recorded, CancellationToken ct) =>
        db.Audit.AnyAsync(a => a.Sequence > trustedAt && a.Sequence <= recorded && a.Type == AuditTypes.ClockConfirmed, ct);

    /// <summary>
    /// An administrator has checked the time: granting goes on. A reference that was set back stays behind this clock, which never
    /// runs backwards; from here on only a further jump is suspicious, and asks for a confirmation of its own.
    /// </summary>
    private void Confirm(long recorded)
    {
        lock (gate)
            (accepted, Suspicion, trustedAt) = (ahead, null, recorded);
    }

    private void Accept(DateTimeOffset reference)
    {
        lock (gate)
        {
            var now = anchor + machine.GetElapsedTime(anchorTick);
            ahead = reference - now;
            if ((ahead - accepted).Duration() > Tolerance)
                Suspicion = Sentence("The clock jumped against elapsed time", reference, now + accepted);
            if (ahead <= TimeSpan.Zero)
                return;
            SetAnchor(reference);   // ends use the later reading; backwards it never goes
            (ahead, accepted) = (TimeSpan.Zero, TimeSpan.Zero);
        }
    }

    private void SetAnchor(DateTimeOffset to) => (anchor, anchorTick) = (to, machine.GetTimestamp());

    private async Task<(DateTimeOffset At, TimeSpan Took)> ReadReferenceAsync(PortalDb db, CancellationToken ct)
    {
        if (!db.IsPostgres)
            return (machine.GetUtcNow(), TimeSpan.Zero);
        var sent = machine.GetTimestamp();
        var read = await db.Database.SqlQueryRaw<DateTimeOffset>("SELECT clock_timestamp() AS \"Value\"").SingleAsync(ct);
        var took = machine.GetElapsedTime(sent);
        return (read + (took / 2), took);
    }

    private static string Sentence(string what, DateTimeOffset reference, DateTimeOffset expected) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: it reads {reference:u}, expected about {expected:u}. Ends are kept by the later one; nothing is granted until an administrator confirms the time.");
}
