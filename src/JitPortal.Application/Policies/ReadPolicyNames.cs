using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;
using JitPortal.Storage;

namespace JitPortal.Application.Policies;

/// <summary>What a policy can name, for menus: entitlements, kinds, resources, roles, tags, groups and people that are known.</summary>
public sealed class ReadPolicyNames(PortalDbFactory databases)
{
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators and auditors.</returns>
    public async Task<Outcome<PolicyNames>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.OverseesAsync(db, actor, ct))
            return Authority.OverseersOnly;
        var world = await PolicyWorlds.ReadAsync(db, except: null, author: null, ct);
        return new PolicyNames(
            [.. world.Catalogue.Select(e => new NamedEntitlement(e.Id, e.TargetKind, e.Resource, e.Role, [.. e.Tags.Order(StringComparer.Ordinal)]))],
            [.. world.People.SelectMany(person => person.Groups).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. world.People.Select(person => new NamedPerson(person.Id, person.Name))]);
    }
}

/// <param name="Groups">Of everybody who has signed in; a policy may name others.</param>
public sealed record PolicyNames(IReadOnlyList<NamedEntitlement> Entitlements, IReadOnlyList<string> Groups, IReadOnlyList<NamedPerson> People)
{
    public static readonly PolicyNames None = new([], [], []);
}

public sealed record NamedEntitlement(EntitlementId Id, string Kind, string Resource, string Role, IReadOnlyList<string> Tags)
{
    public string Name => $"{Resource}, {Role}";
}
