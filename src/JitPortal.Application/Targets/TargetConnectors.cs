using System.Collections.Concurrent;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Targets;

/// <summary>
/// The connector of each target, built once and kept, so that closing goes on while the database cannot be read (I-14).
/// </summary>
public sealed class TargetConnectors(PortalDbFactory databases, ISecretReader secrets, IEnumerable<IConnectorKind> kinds)
{
    private readonly Dictionary<string, IConnectorKind> byName = kinds.ToDictionary(k => k.Kind, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<TargetId, Built> built = new();

    /// <returns><see langword="null"/> for a kind this build does not know.</returns>
    public IConnectorKind? Kind(string name) => byName.GetValueOrDefault(name);

    public IEnumerable<IConnectorKind> Kinds => byName.Values;

    /// <exception cref="TargetException">The target has gone, its kind is unknown, or its secret cannot be read.</exception>
    public async Task<ConnectedTarget> GetAsync(TargetId target, CancellationToken ct)
    {
        if (built.TryGetValue(target, out var known))
            return known.Target;
        await using var db = databases.Create();
        var source = await Sources(db, [target.Value]).SingleOrDefaultAsync(ct)
            ?? throw new TargetException(Fault.Rejected, "The target is not in the portal any more.");
        var kind = Kind(source.Kind) ?? throw new TargetException(Fault.Rejected, $"This build of the portal has no connector of the kind “{source.Kind}”.");
        var connected = Connect(target, source.Name, kind, source.Settings, await ReadSecretAsync(target, ct));
        return built.GetOrAdd(target, new Built(source, connected)).Target;
    }

    /// <returns><see langword="null"/> where <see cref="GetAsync"/> throws: what the target can do is not known then.</returns>
    internal async Task<IConnector?> TryGetAsync(TargetId target, CancellationToken ct)
    {
        try
        {
            return (await GetAsync(target, ct)).Connector;
        }
        catch (TargetException)
        {
            return null;   // its trouble is shown with the target
        }
    }

    /// <summary>Forgets what was made of settings or a secret that have been changed since, on whichever node.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        // No others: a row that cannot be read has no connector, and must not keep us from the rest.
        foreach (var source in await Sources(db, [.. built.Keys.Select(target => target.Value)]).ToListAsync(ct))
        {
            var target = new TargetId(source.Id);
            if (built.TryGetValue(target, out var known) && !known.Source.SameAs(source))
                built.TryRemove(new(target, known));
        }
    }

    /// <summary>Builds it anew next time: its secret changed, or was refused and may have been changed by another node.</summary>
    public void Forget(TargetId target) => built.TryRemove(target, out _);

    /// <exception cref="TargetException">A connector cannot be made of the settings and the secret, whatever the reason.</exception>
    internal static ConnectedTarget Connect(TargetId id, string name, IConnectorKind kind, string settings, string? secret)
    {
        try
        {
            return new ConnectedTarget(id, name, kind, kind.Connect(id, settings, secret));
        }
        catch (Exception e) when (e is not TargetException)
        {
            throw new TargetException(Fault.Rejected, $"The settings of “{name}” cannot be read ({e.GetType().Name}).", e);
        }
    }

    private static IQueryable<Source> Sources(PortalDb db, IReadOnlyList<Guid> ids) =>
        from target in db.Targets.AsNoTracking().Where(t => ids.Contains(t.Id))
        from secret in db.Secrets.Where(s => s.Purpose == SecretPurpose.Connector && s.OwnerId == target.Id).DefaultIfEmpty()
        select new Source(target.Id, target.Name, target.Kind, target.Settings, secret == null ? null : secret.Box);

    private async Task<string?> ReadSecretAsync(TargetId target, CancellationToken ct)
    {
        try
        {
            return await secrets.ReadAsync(target, ct);
        }
        catch (System.Security.Cryptography.CryptographicException e)
        {
            throw new TargetException(Fault.Unauthorized, "The connector's secret cannot be decrypted: restore the key file, or enter the secret anew.", e);
        }
    }

    private sealed record Built(Source Source, ConnectedTarget Target);

    /// <param name="Box">The secret as it is sealed; sealed anew it is another.</param>
    private sealed record Source(Guid Id, string Name, string Kind, string Settings, byte[]? Box)
    {
        public bool SameAs(Source other) => (Name, Settings) == (other.Name, other.Settings) && Box.AsSpan().SequenceEqual(other.Box);
    }
}
