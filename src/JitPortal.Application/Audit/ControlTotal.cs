using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Audit;

/// <summary>What lets a reader see that nothing is missing from the log as it is shown.</summary>
/// <param name="First">The lowest sequence number there is; 0 for an empty log.</param>
/// <param name="Last">The highest.</param>
/// <param name="Missing">How many numbers between them have no record; anything but 0 is tampering.</param>
/// <param name="Head">The end of the chain, in hexadecimal; <see langword="null"/> where the head of the log is missing, so that nobody can say where it ends: tampering as well.</param>
public sealed record ControlTotal(long Records, long First, long Last, long Missing, string? Head)
{
    internal static async Task<ControlTotal> ReadAsync(PortalDb db, CancellationToken ct)
    {
        // One statement, so one moment: what is recorded between two of them would look like records that are missing. It begins where there
        // is always a row, so that a head that was taken away is shown as that.
        var records = db.Audit.GroupBy(_ => 1).Select(all => new { Count = all.LongCount(), First = all.Min(a => a.Sequence), Last = all.Max(a => a.Sequence) });
        var log = await db.Installation
            .SelectMany(_ => db.AuditHead.DefaultIfEmpty(), (_, head) => new { Sequence = (long?)head!.Sequence ?? 0, Link = (byte[]?)head.Link })
            .SelectMany(_ => records.DefaultIfEmpty(), (head, all) => new { head.Sequence, head.Link, Count = (long?)all!.Count ?? 0, First = (long?)all.First ?? 0, Last = (long?)all.Last ?? 0 })
            .SingleAsync(ct);
        var last = Math.Max(log.Sequence, log.Last);
        return new ControlTotal(log.Count, log.First, last, last - log.Count, log.Link is { } link ? Convert.ToHexStringLower(link) : null);
    }
}
