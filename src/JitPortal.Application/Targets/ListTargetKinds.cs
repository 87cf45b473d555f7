using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;
using JitPortal.Storage;

namespace JitPortal.Application.Targets;

/// <summary>What can be connected by hand, by name, with the fields of its form.</summary>
public sealed class ListTargetKinds(PortalDbFactory databases, TargetConnectors connectors)
{
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators.</returns>
    public async Task<Outcome<IReadOnlyList<TargetKindView>>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.HasAsync(db, actor, PortalRole.Administrator, ct))
            return new Refusal.Forbidden(Both("Only administrators set targets up."));
        return connectors.Kinds.Where(kind => kind.Form.Settings.Count > 0).Select(TargetKindView.Of).OrderBy(kind => kind.Name, StringComparer.Ordinal).ToList();
    }
}

/// <summary>A kind of target, as a form needs it.</summary>
/// <param name="Kind">The stable short name.</param>
public sealed record TargetKindView(string Kind, string Name, ConnectorForm Form)
{
    internal static TargetKindView Of(IConnectorKind kind) => new(kind.Kind, kind.DisplayName, kind.Form);
}
