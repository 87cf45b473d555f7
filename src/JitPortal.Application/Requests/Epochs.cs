using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>
/// What a vote or a review counts by and a grant is made by beside their own rows: locks, and who people are. Read first in the transaction and held
/// to at its end, because a lock or a lost role that commits in between was not seen by the checks, and its own sweep does not see the grant.
/// </summary>
internal sealed record Epochs(long Locks, long People)
{
    public static Task<Epochs> ReadAsync(PortalDb db, CancellationToken ct) =>
        db.Installation.Select(i => new Epochs(i.LockEpoch, i.PeopleVersion)).SingleAsync(ct);

    public static Task RaiseLocksAsync(PortalDb db, CancellationToken ct) =>
        db.Installation.ExecuteUpdateAsync(s => s.SetProperty(i => i.LockEpoch, i => i.LockEpoch + 1), ct);

    public static Task RaisePeopleAsync(PortalDb db, CancellationToken ct) =>
        db.Installation.ExecuteUpdateAsync(s => s.SetProperty(i => i.PeopleVersion, i => i.PeopleVersion + 1), ct);

    /// <summary>From here to the commit neither can move.</summary>
    /// <exception cref="OutdatedException">One of them has moved; the ledger runs the transaction again.</exception>
    public async Task HoldAsync(PortalDb db, CancellationToken ct)
    {
        var held = await db.Installation.Where(i => i.LockEpoch == Locks && i.PeopleVersion == People)
            .ExecuteUpdateAsync(s => s.SetProperty(i => i.LockEpoch, i => i.LockEpoch), ct);
        if (held == 0)
            throw new OutdatedException();
    }
}
