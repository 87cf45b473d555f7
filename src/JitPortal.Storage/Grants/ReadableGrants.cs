using Microsoft.EntityFrameworkCore;

namespace JitPortal.Storage.Grants;

/// <summary>Reads grants so that one row that cannot be decoded does not take the others with it (I-18).</summary>
public static class ReadableGrants
{
    /// <returns>The rows in the query's order, and the ids of those that cannot be read.</returns>
    public static async Task<(IReadOnlyList<GrantRow> Rows, IReadOnlyList<Guid> Unreadable)> LoadAsync(PortalDb db, IQueryable<GrantRow> grants, CancellationToken ct)
    {
        try
        {
            return (await grants.ToListAsync(ct), []);
        }
        catch (Exception e) when (IsUndecodable(e))
        {
            return await LoadEachAsync(db, await grants.Select(g => g.Id).ToListAsync(ct), ct);
        }
    }

    /// <summary>Of a row that cannot be read, what it takes to close its access.</summary>
    /// <returns>A row without its ids and instants but for those; <see langword="null"/> when not even they can be read.</returns>
    public static async Task<GrantRow?> LoadForClosingAsync(PortalDb db, Guid id, CancellationToken ct)
    {
        try
        {
            return await db.Grants.AsNoTracking().Where(g => g.Id == id).Select(g => new GrantRow
            {
                Id = g.Id,
                TargetId = g.TargetId,
                State = g.State,
                Principal = g.Principal,
                Mode = g.Mode,
                Right = g.Right,
                HoldingId = g.HoldingId,
                EndsAt = g.EndsAt,
                Fence = g.Fence,
                Attempts = g.Attempts,
                EndReason = g.EndReason,
            }).SingleAsync(ct);
        }
        catch (Exception e) when (IsUndecodable(e))
        {
            return null;
        }
    }

    private static async Task<(IReadOnlyList<GrantRow> Rows, IReadOnlyList<Guid> Unreadable)> LoadEachAsync(PortalDb db, List<Guid> ids, CancellationToken ct)
    {
        var rows = new List<GrantRow>(ids.Count);
        var unreadable = new List<Guid>();
        foreach (var id in ids)
        {
            try
            {
                rows.Add(await db.Grants.AsNoTracking().SingleAsync(g => g.Id == id, ct));
            }
            catch (Exception e) when (IsUndecodable(e))
            {
                unreadable.Add(id);
            }
        }
        return (rows, unreadable);
    }

    /// <summary>What EF throws when a stored value is not of its column's type.</summary>
    private static bool IsUndecodable(Exception e) =>
        e is FormatException or InvalidCastException or InvalidOperationException or OverflowException or ArgumentException && !DatabaseTrouble.Is(e);
}
