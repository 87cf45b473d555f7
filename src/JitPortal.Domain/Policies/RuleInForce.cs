namespace JitPortal.Domain.Policies;

/// <summary>A rule as it applies to an entitlement, with all that does not depend on facts worked out once.</summary>
public sealed class RuleInForce
{
    internal RuleInForce(RuleRef reference, Rule rule)
    {
        (Ref, Rule, Words) = (reference, rule, rule.Words());
        Leaves = [.. rule.When.Leaves().Select(at => new PlacedLeaf(at.Path, at.Leaf, at.Leaf.Words()))];
        Parts = [.. rule.When.Parts().Select(part => (part, part.Words()))];
        Needs = Leaves.Aggregate(NeedsOf(rule.Effect), (all, leaf) => all | leaf.Leaf.Needs);
    }

    public RuleRef Ref { get; }

    public Rule Rule { get; }

    /// <summary>The whole rule as one sentence without full stop.</summary>
    public string Words { get; }

    internal FactFamily Needs { get; }

    internal IReadOnlyList<PlacedLeaf> Leaves { get; }

    /// <summary>The parts that must each hold, in words.</summary>
    internal IReadOnlyList<(Condition Condition, string Words)> Parts { get; }

    private static FactFamily NeedsOf(Effect effect) =>
        (effect.Approval().Any() ? FactFamily.Deciders : FactFamily.None) | (effect is Effect.Require { Residual: not null } ? FactFamily.Residual : FactFamily.None);
}

/// <summary>A leaf of a rule's condition, where it stands, and what it says.</summary>
internal sealed record PlacedLeaf(string Path, Condition.Leaf Leaf, string Words);
