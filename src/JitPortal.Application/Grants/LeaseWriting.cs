using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>Adds leases, each with a serial that is unique in the installation.</summary>
internal static class LeaseWriting
{
    /// <summary>Saves it, together with whatever else the caller has added.</summary>
    public static async Task<LeaseRow> AddAsync(
        Writing writing, GrantRow grant, int ordinal, LeaseState state, DateTimeOffset notBefore, DateTimeOffset notAfter, Guid request, CancellationToken ct)
    {
        var lease = new LeaseRow
        {
            GrantId = grant.Id,
            Ordinal = ordinal,
            RequestId = request,
            State = state,
            NotBefore = notBefore,
            NotAfter = notAfter,
            Serial = await writing.Db.NextSerialAsync(ct),
        };
        writing.Db.Leases.Add(lease);
        await writing.Db.SaveChangesAsync(ct);
        return lease;
    }
}
