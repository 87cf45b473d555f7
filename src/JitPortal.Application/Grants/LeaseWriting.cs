using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>Plans leases, each with a serial that is unique in the installation.</summary>
internal static class LeaseWriting
{
    /// <summary>A further one, after those that the grant has.</summary>
    public static async Task<LeaseRow> AddFurtherAsync(Writing writing, GrantRow grant, DateTimeOffset notBefore, DateTimeOffset notAfter, Guid request, CancellationToken ct) =>
        await AddAsync(writing, grant, await writing.Db.Leases.CountAsync(l => l.GrantId == grant.Id, ct), notBefore, notAfter, request, ct);

    /// <summary>Saves it, together with whatever else the caller has added.</summary>
    /// <param name="ordinal">How many the grant has, for who knows it: every opening comes by here.</param>
    public static async Task<LeaseRow> AddAsync(
        Writing writing, GrantRow grant, int ordinal, DateTimeOffset notBefore, DateTimeOffset notAfter, Guid request, CancellationToken ct)
    {
        var lease = new LeaseRow
        {
            GrantId = grant.Id,
            Ordinal = ordinal,
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
