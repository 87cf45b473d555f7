using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Audit;

/// <summary>What lets a reader see that nothing is missing from the log as it is shown.</summary>
/// <param name="First">The lowest sequence number there is; 0 for an empty log.</param>
/// <param name="Last">The highest.</param>
/// <param name="Missing">How many numbers between them have no record; anything but 0 is tampering.</param>
/// <param name="Head">The end of the chain, in hexadecimal.</param>
public sealed record ControlTotal(long Records, long First, long Last, long Missing, string Head)
{
    internal static async Task<ControlTotal> ReadAsync(PortalDb db, CancellationToken ct)
    {
        // One statement, so one moment: what is recorded between two of them would look like records that are missing.
        var records = db.Audit.GroupBy(_ => 1).Select(all => new { Count = all.LongCount(), First = all.Min(a => a.Sequence), Last = all.Max(a => a.Sequence) });
        var log = await db.AuditHead
            .SelectMany(_ => records.DefaultIfEmpty(), (head, all) => new { head.Sequence, head.Link, Count = (long?)all!.Count ?? 0, First = (long?)all.First ?? 0, Last = (long?)all.Last ?? 0 })
            .SingleAsync(ct);
        var last = Math.Max(log.Sequence, log.Last);
        return new ControlTotal(log.Count, log.First, last, last - log.Count, Convert.ToHexStringLower(log.Link));
    }
}
