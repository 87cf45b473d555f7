using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Storage.Grants;

/// <summary>What a grant loses when it leaves Active: its unrevealed secrets, and leases that were still only planned.</summary>
public static class Credentials
{
    public static Task DropAsync(PortalDb db, IReadOnlyList<Guid> grants, CancellationToken ct) =>
        DropAsync(db, db.Grants.Where(g => grants.Contains(g.Id)).Select(g => g.Id), ct);

    /// <param name="grants">A query: hundreds of ids as parameters would cost more than the work.</param>
    public static async Task DropAsync(PortalDb db, IQueryable<Guid> grants, CancellationToken ct)
    {
        await db.Secrets
            .Where(s => (s.Purpose == SecretPurpose.Credential || s.Purpose == SecretPurpose.NextCredential) && grants.Contains(s.OwnerId))
            .ExecuteDeleteAsync(ct);
        await db.Leases
            .Where(l => grants.Contains(l.GrantId) && l.State == LeaseState.Pending)
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.State, LeaseState.Dropped), ct);
    }
}
