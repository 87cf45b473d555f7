using System.Collections.Concurrent;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Targets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Targets;

/// <summary>
/// The connector of each target, built once and kept, so that closing goes on while the database cannot be read (I-14).
/// </summary>
public sealed class TargetConnectors(PortalDbFactory databases, ISecretReader secrets, IEnumerable<IConnectorKind> kinds)
{
    private readonly Dictionary<string, IConnectorKind> byName = kinds.ToDictionary(k => k.Kind, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<TargetId, ConnectedTarget> built = new();

    /// <returns><see langword="null"/> for a kind this build does not know.</returns>
    public IConnectorKind? Kind(string name) => byName.GetValueOrDefault(name);

    public IEnumerable<IConnectorKind> Kinds => byName.Values;

    /// <exception cref="TargetException">The target has gone, its kind is unknown, or its secret cannot be read.</exception>
    public async Task<ConnectedTarget> GetAsync(TargetId target, CancellationToken ct)
    {
        if (built.TryGetValue(target, out var known))
            return known;
        await using var db = databases.Create();
        var row = await db.Targets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == target.Value, ct)
            ?? throw new TargetException(Fault.Rejected, "The target is not in the portal any more.");
        var kind = Kind(row.Kind) ?? throw new TargetException(Fault.Rejected, $"This build of the portal has no connector of the kind “{row.Kind}”.");
        var connected = new ConnectedTarget(target, row.Name, kind, Connect(kind, row, await ReadSecretAsync(target, ct)));
        return built.GetOrAdd(target, connected);
    }

    /// <summary>Builds it anew next time: its secret changed, or was refused and may have been changed by another node.</summary>
    public void Forget(TargetId target) => built.TryRemove(target, out _);

    private static IConnector Connect(IConnectorKind kind, TargetRow row, string? secret)
    {
        try
        {
            return kind.Connect(new TargetId(row.Id), row.Settings, secret);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException or System.Text.Json.JsonException)
        {
            throw new TargetException(Fault.Rejected, $"The settings of “{row.Name}” cannot be read.", e);
        }
    }

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
}

public sealed record ConnectedTarget(TargetId Id, string Name, IConnectorKind Kind, IConnector Connector);
