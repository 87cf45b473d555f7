using JitPortal.Domain.People;

namespace JitPortal.DemoCompany;

/// <summary>Somebody at Nordlys Handel, or a workload of theirs, as their issuer would state it.</summary>
/// <param name="Subject">At the issuer.</param>
/// <param name="Team">The group that all of a team are in.</param>
public sealed record Colleague(string Subject, string Name, string Team, IReadOnlyList<string> Groups, PortalRole Roles)
{
    /// <summary>The subject of the workload's owner; <see langword="null"/> for a person.</summary>
    public string? Owner { get; init; }

    /// <summary>The subject of the person's manager, as the issuer states it; <see langword="null"/> for whoever has none, and for a workload.</summary>
    public string? Manager { get; init; }

    public bool IsWorkload => Owner is not null;
}
