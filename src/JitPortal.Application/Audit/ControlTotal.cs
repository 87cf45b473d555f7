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
        var records = await db.Audit.LongCountAsync(ct);
        var first = await db.Audit.MinAsync(a => (long?)a.Sequence, ct) ?? 0;
        var head = await db.AuditHead.AsNoTracking().SingleAsync(ct);
        var last = Math.Max(head.Sequence, await db.Audit.MaxAsync(a => (long?)a.Sequence, ct) ?? 0);
        return new ControlTotal(records, first, last, last - records, Convert.ToHexStringLower(head.Link));
    }
}
