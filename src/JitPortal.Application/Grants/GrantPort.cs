using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Storage.Grants;

namespace JitPortal.Application.Grants;

/// <summary>What of a grant crosses the connector port.</summary>
internal static class GrantPort
{
    /// <param name="latest">No effect may begin after it, nor after the lease's own end.</param>
    public static Opening ToOpening(GrantRow row, LeaseRow lease, string? verifier, DateTimeOffset latest) => new(
        new GrantId(row.Id), row.Principal, row.Right, lease.NotBefore, lease.NotAfter, verifier, latest < lease.NotAfter ? latest : lease.NotAfter, lease.Serial, row.SourceAddress);

    /// <summary>The right stays when another grant wants it or it was there before us.</summary>
    public static Closing ToClosing(ClaimedGrant grant) => new(
        new GrantId(grant.Row.Id),
        grant.Row.Principal,
        grant.Row.Right,
        grant.OthersWantIt || grant.HeldBefore == true,
        [.. grant.Leases.Select(l => l.Serial)],
        grant.Leases.Select(l => l.NotAfter).DefaultIfEmpty(grant.Row.EndsAt ?? grant.Row.ApprovedAt).Max())
    {
        Mode = grant.Row.Mode,
        Materials = [.. grant.Leases.Select(l => l.Material).OfType<string>()],
    };
}
