using JitPortal.Domain.Targets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Storage.Secrets;

/// <summary>Writes and reads sealed secrets. Values leave it only to build a connector or to be revealed once.</summary>
public sealed class SecretStore(PortalDbFactory databases, KeyRing keys) : ISecretReader
{
    /// <inheritdoc/>
    public async Task<string?> ReadAsync(TargetId target, CancellationToken ct)
    {
        await using var db = databases.Create();
        return await ReadAsync(db, SecretPurpose.Connector, target.Value, ct);
    }

    public async Task<string?> ReadAsync(PortalDb db, string purpose, Guid owner, CancellationToken ct)
    {
        var box = await db.Secrets.AsNoTracking()
            .Where(s => s.Purpose == purpose && s.OwnerId == owner)
            .Select(s => s.Box)
            .SingleOrDefaultAsync(ct);
        return box is null ? null : keys.OpenText(purpose, owner, box);
    }

    /// <summary>Replaces what is there. Becomes durable with the caller's transaction.</summary>
    public async Task WriteAsync(PortalDb db, string purpose, Guid owner, string value, CancellationToken ct)
    {
        await DeleteAsync(db, purpose, owner, ct);
        Add(db, purpose, owner, value);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>For an owner that has none yet; the caller saves.</summary>
    public void Add(PortalDb db, string purpose, Guid owner, string value) =>
        db.Secrets.Add(new SecretRow { Purpose = purpose, OwnerId = owner, Box = keys.Seal(purpose, owner, value) });

    /// <returns>Whether there was one.</returns>
    public static async Task<bool> DeleteAsync(PortalDb db, string purpose, Guid owner, CancellationToken ct) =>
        await db.Secrets.Where(s => s.Purpose == purpose && s.OwnerId == owner).ExecuteDeleteAsync(ct) > 0;
}
