using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>Adds leases, each with a serial that is unique in the installation.</summary>
internal static class LeaseWriting
{
    public static async Task<LeaseRow> AddAsync(
        Writing writing, GrantRow grant, int ordinal, LeaseState state, DateTimeOffset notBefore, DateTimeOffset notAfter, Guid request, CancellationToken ct)
    {
        await writing.Db.Installation.ExecuteUpdateAsync(s => s.SetProperty(i => i.LastSerial, i => i.LastSerial + 1), ct);
        var lease = new LeaseRow
        {
            GrantId = grant.Id,
            Ordinal = ordinal,
            RequestId = request,
            State = state,
            NotBefore = notBefore,
            NotAfter = notAfter,
            Serial = await writing.Db.Installation.Select(i => i.LastSerial).SingleAsync(ct),
        };
        writing.Db.Leases.Add(lease);
        await writing.Db.SaveChangesAsync(ct);
        return lease;
    }
}
