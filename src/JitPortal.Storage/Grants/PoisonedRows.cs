using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Storage.Grants;

/// <summary>
/// One row that cannot be read must not stop the others (I-18): it is set aside, with the reason, and shown. It is not opened any
/// more; its access is closed as long as what that takes can be read (I-11).
/// </summary>
internal static class PoisonedRows
{
    private const string Why = "A column of this grant cannot be read. An administrator has to repair the row.";

    /// <summary>When one that cannot even be closed is looked at again, in case it was repaired: after 5 minutes.</summary>
    private static readonly TimeSpan PutOff = TimeSpan.FromMinutes(5);

    public static async Task<IReadOnlyList<GrantRow>> LoadToOpenAsync(Writing writing, Guid claim, CancellationToken ct)
    {
        var (rows, unreadable) = await LoadAsync(writing, claim, ct);
        foreach (var id in unreadable)
            await LetGoAsync(writing, id, null, ct);
        return rows;
    }

    public static async Task<IReadOnlyList<GrantRow>> LoadToCloseAsync(Writing writing, Guid claim, CancellationToken ct)
    {
        var (rows, unreadable) = await LoadAsync(writing, claim, ct);
        List<GrantRow> all = [.. rows];
        foreach (var id in unreadable)
        {
            if (await ReadableGrants.LoadForClosingAsync(writing.Db, id, ct) is { } closable)
                all.Add(closable);
            else
                await LetGoAsync(writing, id, writing.Now + PutOff, ct);
        }
        return all;
    }

    private static async Task<(IReadOnlyList<GrantRow> Rows, IReadOnlyList<Guid> Unreadable)> LoadAsync(Writing writing, Guid claim, CancellationToken ct)
    {
        var claimed = writing.Db.Grants.AsNoTracking().Where(g => g.ClaimId == claim).OrderBy(g => g.EndsAt);
        var read = await ReadableGrants.LoadAsync(writing.Db, claimed, ct);
        foreach (var id in read.Unreadable)
            await QuarantineAsync(writing, id, ct);
        return read;
    }

    private static async Task QuarantineAsync(Writing writing, Guid id, CancellationToken ct)
    {
        var changed = await writing.Db.Grants.Where(g => g.Id == id && g.Quarantine == null).ExecuteUpdateAsync(s => s.SetProperty(g => g.Quarantine, Why), ct);
        writing.Record(changed, new AuditEvent(AuditTypes.GrantQuarantined, null) { Grant = new GrantId(id), Facts = [new("why", Why)] });   // once
    }

    /// <param name="until">Until when nobody takes it again; without a claim's id, so that it stands in nobody's way.</param>
    private static Task LetGoAsync(Writing writing, Guid id, DateTimeOffset? until, CancellationToken ct) => writing.Db.Grants.Where(g => g.Id == id)
        .ExecuteUpdateAsync(s => s.SetProperty(g => g.ClaimId, (Guid?)null).SetProperty(g => g.ClaimUntil, until), ct);
}
