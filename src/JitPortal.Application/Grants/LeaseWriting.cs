using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>Plans leases, each with a serial that is unique in the installation.</summary>
internal static class LeaseWriting
{
    /// <summary>Saves it, together with whatever else the caller has added.</summary>
    public static async Task<LeaseRow> AddAsync(Writing writing, GrantRow grant, DateTimeOffset notBefore, DateTimeOffset notAfter, Guid request, CancellationToken ct)
    {
        var lease = new LeaseRow
        {
            GrantId = grant.Id,
            Ordinal = await writing.Db.Leases.CountAsync(l => l.GrantId == grant.Id, ct),
            RequestId = request,
            State = LeaseState.Pending,
            NotBefore = notBefore,
            NotAfter = notAfter,
            Serial = await writing.Db.NextSerialAsync(ct),
        };
        writing.Db.Leases.Add(lease);
        await writing.Db.SaveChangesAsync(ct);
        return lease;
    }
}
