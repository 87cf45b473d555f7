using JitPortal.Domain.Catalog;

namespace JitPortal.Domain.Policies;

/// <summary>A published policy as it is stored: what names it, and its document.</summary>
/// <param name="Json">As <see cref="PolicyDocument.Write"/> wrote it, perhaps by another version of the portal.</param>
public sealed record PublishedPolicy(PolicyId Id, int Version, string Name, string Json)
{
    /// <returns>The policy, which may still have mistakes, or what stands in its place.</returns>
    internal (Policy? Readable, BrokenPolicy? Broken) Read()
    {
        var read = PolicyDocument.ReadShape(Json);
        if (!read.Succeeded)
            return (null, Broken(read.Refusal.Message));
        return read.Value.Id == Id && read.Value.Version == Version
            ? (read.Value, null)
            : (null, Broken("The stored document is that of another policy or version."));
    }

    private BrokenPolicy Broken(string why) => new(Id, Version, Name, PolicyDocument.ReadAppliesTo(Json), why);
}

/// <summary>A published policy that cannot be applied, and why. It never opens anything: it refuses.</summary>
/// <param name="AppliesTo">Where it refuses; <see langword="null"/> where that cannot be told, which means everywhere.</param>
/// <param name="Why">For administrators.</param>
public sealed record BrokenPolicy(PolicyId Id, int Version, string Name, AppliesTo? AppliesTo, string Why)
{
    /// <returns><see langword="null"/> for a policy that is sound.</returns>
    internal static BrokenPolicy? Of(Policy policy, IReadOnlySet<EntitlementId> catalogue)
    {
        var mistakes = policy.Mistakes();
        if (mistakes.Count > 0)
            return Of(policy, string.Join(" ", mistakes.Select(mistake => $"{mistake.Field}: {mistake.Message}"))).Resolve(catalogue);
        var dangling = policy.Dangling(catalogue);
        return dangling.Count > 0 ? Of(policy, $"It names entitlements that do not exist: {string.Join(", ", dangling)}.").Resolve(catalogue) : null;
    }

    /// <summary>A selector that is itself mistaken, or names what does not exist, cannot tell where the policy refuses.</summary>
    internal BrokenPolicy Resolve(IReadOnlySet<EntitlementId> catalogue) =>
        AppliesTo is { } selector && (selector.Mistakes("appliesTo").Any() || selector.Dangling(catalogue).Any()) ? this with { AppliesTo = null } : this;

    internal RuleInForce AsRefusal() => new(
        new RuleRef(Id, Version, Name, "broken"),
        new Rule("broken", new Effect.Refuse($"The policy “{Name}” cannot be applied; an administrator has to mend it."), new Condition.Always()));

    private static BrokenPolicy Of(Policy policy, string why) => new(policy.Id, policy.Version, policy.Name, policy.AppliesTo, why);
}
