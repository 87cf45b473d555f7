using JitPortal.Domain.Audit;
using JitPortal.Storage;
using JitPortal.Storage.Audit;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Audit;

/// <summary>Walks the whole audit chain and says whether it is intact, or which event is the first bad one (I-32).</summary>
/// <remarks>
/// What the database alone cannot show: events cut from the very end together with the head, or all of it written anew, by somebody who can
/// rewrite it; that needs a mark that was kept elsewhere. Events may be written meanwhile.
/// </remarks>
public sealed class VerifyAudit(PortalDbFactory databases, KeyRing keys)
{
    private const int Page = 2_000;

    public Task<AuditVerdict> RunAsync(CancellationToken ct) => RunAsync(kept: null, ct);

    /// <param name="kept">A mark of an earlier verification: the chain has to pass through it.</param>
    public async Task<AuditVerdict> RunAsync(ChainMark? kept, CancellationToken ct)
    {
        await using var db = databases.Create();
        var installation = await db.Installation.Select(i => i.InstallationId).SingleAsync(ct);
        var (link, expected, missing) = (AuditChain.Genesis(installation), 1L, new MissingKeys());
        while (true)
        {
            var from = expected;
            // Before the page: events and head commit together, so all that the head counts must then be found, however fast the log grows.
            var head = await db.AuditHead.AsNoTracking().SingleOrDefaultAsync(ct);
            var rows = await db.Audit.AsNoTracking().Where(a => a.Sequence >= from || a.Sequence < 1).OrderBy(a => a.Sequence).Take(Page).ToListAsync(ct);
            if (rows.Count == 0)
                return End(head, ChainMark.Of(expected - 1, link), kept, missing);
            var personal = await PersonalCheck.ReadAsync(db, keys, missing, rows, ct);
            foreach (var row in rows)
            {
                if (LinkProblem(row, expected, link) is { } broken)
                    return await ForgedBeforeAsync(db, row, installation, ct) ?? new AuditVerdict(expected - 1, Math.Min(row.Sequence, expected), broken);
                if (RecordCheck.Problem(row, installation, personal) is { } problem)
                    return new AuditVerdict(expected - 1, expected, problem);
                if (kept?.Sequence == expected && kept != ChainMark.Of(expected, row.Link))
                    return new AuditVerdict(expected - 1, expected, $"Event {expected} is not the one that was kept: the log was written anew, or the mark is of another portal.");
                (link, expected) = (row.Link, expected + 1);
            }
        }
    }

    /// <returns>Why a record cannot stand at this place after the one before it, in words; <see langword="null"/> where it can.</returns>
    internal static string? LinkProblem(AuditRow row, long expected, byte[] before)
    {
        if (row.Sequence != expected)
            return row.Sequence > expected ? $"Event {expected} is missing." : $"Event {row.Sequence} does not belong here.";
        return AuditChain.Link(before, row.Leaf).AsSpan().SequenceEqual(row.Link)
            ? null
            : $"Event {expected} does not follow from the one before: it, or what stands before it, was changed, moved or put in.";
    }

    /// <summary>
    /// An event that does not follow from the one before it, but from an earlier one: what stands between them was put in, and linked
    /// with care. An event that is there twice follows from an earlier one as well; then the link after that one is its own.
    /// </summary>
    private static async Task<AuditVerdict?> ForgedBeforeAsync(PortalDb db, AuditRow row, Guid installation, CancellationToken ct)
    {
        var after = row.Link;
        for (var end = row.Sequence; end > 0; end -= Page)
        {
            var from = Math.Max(0, end - Page);
            var earlier = await db.Audit.AsNoTracking().Where(a => a.Sequence >= from && a.Sequence < end).OrderByDescending(a => a.Sequence).Select(a => new { a.Sequence, a.Link }).ToListAsync(ct);
            foreach (var one in from == 0 ? [.. earlier, new { Sequence = 0L, Link = AuditChain.Genesis(installation) }] : earlier)
            {
                if (AuditChain.Link(one.Link, row.Leaf).AsSpan().SequenceEqual(row.Link))
                    return after.AsSpan().SequenceEqual(row.Link) ? null : new AuditVerdict(one.Sequence, one.Sequence + 1, $"Event {one.Sequence + 1} was put in: event {row.Sequence} follows from event {one.Sequence}.");
                after = one.Link;
            }
        }
        return null;
    }

    private static AuditVerdict End(AuditHeadRow? head, ChainMark end, ChainMark? kept, MissingKeys missing)
    {
        var events = end.Sequence;
        if (head is null)
            return new AuditVerdict(events, events + 1, "The head of the log is missing, so nobody can say where it ended.");
        if (head.Sequence > events)
            return new AuditVerdict(events, events + 1, $"The log ends at event {events}, but its head says {head.Sequence}: events are missing at the end.");
        if (head.Sequence < events)
            return new AuditVerdict(head.Sequence, head.Sequence + 1, $"The head of the log says that it ends at event {head.Sequence}: what stands behind it was put in.");
        if (end != ChainMark.Of(head.Sequence, head.Link))
            return new AuditVerdict(events - 1, events, $"Event {events} is not the one that the head of the log stands for.");
        if (kept?.Sequence > events)
            return new AuditVerdict(events, events + 1, $"The log ends at event {events}, before event {kept.Sequence} that was kept: its end was cut off.");
        return missing.First is { } bad
            ? new AuditVerdict(bad.Sequence - 1, bad.Sequence, bad.Problem)
            : new AuditVerdict(events, null, null) { End = end };
    }
}

/// <param name="Events">How many events were found intact.</param>
/// <param name="FirstBad">The first sequence number that does not hold; <see langword="null"/> when the chain is intact.</param>
/// <param name="Problem">What is wrong there, in words.</param>
public sealed record AuditVerdict(long Events, long? FirstBad, string? Problem)
{
    /// <summary>Where an intact chain ends, to be kept outside the database.</summary>
    public ChainMark? End { get; init; }
}
