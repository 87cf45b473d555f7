using JitPortal.Domain.Catalog;

namespace JitPortal.Domain.Policies;

public readonly record struct PolicyId(Guid Value) : IComparable<PolicyId>
{
    public static PolicyId New() => new(Guid.CreateVersion7());

    public int CompareTo(PolicyId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("N");

    public static bool operator <(PolicyId left, PolicyId right) => left.CompareTo(right) < 0;

    public static bool operator >(PolicyId left, PolicyId right) => left.CompareTo(right) > 0;

    public static bool operator <=(PolicyId left, PolicyId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PolicyId left, PolicyId right) => left.CompareTo(right) >= 0;
}

/// <summary>A set of rules over a part of the catalogue. One published version never changes; an edit is a new version.</summary>
/// <param name="Version">Counts from 1.</param>
/// <param name="Rules">Their order has no meaning.</param>
public sealed record Policy(
    PolicyId Id,
    string Name,
    int Version,
    AppliesTo AppliesTo,
    ValueList<Rule> Rules,
    string? Description = null)
{
    /// <summary>Entitlements that the policy names and the catalogue does not know. Such a policy cannot be applied: it refuses.</summary>
    public IReadOnlyList<EntitlementId> Dangling(IReadOnlySet<EntitlementId> catalogue) =>
    [
        .. AppliesTo.Dangling(catalogue)
            .Concat(Rules.SelectMany(rule => rule.When.Leaves()).SelectMany(at => at.Leaf.Mentioned()).Where(id => !catalogue.Contains(id)))
            .Distinct(),
    ];

    /// <summary>Every mistake at once, each with its path as in the document, for example <c>rules[0].when.of[1].group</c>.</summary>
    public IReadOnlyList<FieldError> Mistakes()
    {
        var mistakes = new List<FieldError>();
        if (Id == default)
            mistakes.Add(new FieldError("id", Both("Give the policy an id.")));
        if (string.IsNullOrWhiteSpace(Name))
            mistakes.Add(new FieldError("name", Both("Give the policy a name.")));
        if (Version < 1)
            mistakes.Add(new FieldError("version", Both("Versions count from 1.")));
        mistakes.AddRange(AppliesTo.Mistakes("appliesTo"));
        if (Rules.Count == 0)
            mistakes.Add(new FieldError("rules", Both("Write at least one rule.")));
        for (var i = 0; i < Rules.Count; i++)
        {
            mistakes.AddRange(Rules[i].Mistakes($"rules[{i}]"));
            if (Rules.Take(i).Any(earlier => string.Equals(earlier.Id, Rules[i].Id, StringComparison.Ordinal)))
                mistakes.Add(new FieldError($"rules[{i}].id", Both($"Another rule is called “{Rules[i].Id}” already.")));
        }
        return mistakes;
    }

    /// <summary>The same, and every entitlement it names that the catalogue does not know.</summary>
    public IReadOnlyList<FieldError> Mistakes(IReadOnlySet<EntitlementId> catalogue) =>
    [
        .. Mistakes(),
        .. AppliesTo.Dangling(catalogue).Any() ? [new FieldError("appliesTo.ids", Gone)] : Array.Empty<FieldError>(),
        .. Rules.SelectMany((rule, i) => rule.When.Leaves()
            .Where(at => at.Leaf.Mentioned().Any(id => !catalogue.Contains(id)))
            .Select(at => new FieldError($"rules[{i}].{at.Path}.entitlement", Gone))),
    ];

    private const string Gone = "It names an entitlement that does not exist any more.";
}

/// <summary>One rule: where <paramref name="When"/> holds, <paramref name="Effect"/> applies.</summary>
/// <param name="Id">Unique within the policy; stays with the rule through its versions.</param>
public sealed record Rule(string Id, Effect Effect, Condition When)
{
    /// <summary>The whole rule as one sentence without full stop.</summary>
    public string Words() => When is Condition.Always ? $"{Effect.Words()} in every case" : $"{Effect.Words()} when {When.Words()}";

    internal IEnumerable<FieldError> Mistakes(string path)
    {
        if (string.IsNullOrWhiteSpace(Id))
            yield return new FieldError($"{path}.id", Both("Give the rule an id, unique in its policy."));
        foreach (var mistake in Effect.Mistakes($"{path}.effect").Concat(When.Mistakes($"{path}.when")))
            yield return mistake;
    }
}

/// <summary>Names one rule of one published version.</summary>
public sealed record RuleRef(PolicyId Policy, int Version, string PolicyName, string Rule) : IComparable<RuleRef>
{
    /// <summary>By policy id, then rule id: the order that breaks every tie.</summary>
    public int CompareTo(RuleRef? other) => other is null
        ? 1
        : Policy.CompareTo(other.Policy) is not 0 and var byPolicy ? byPolicy : string.CompareOrdinal(Rule, other.Rule);

    public override string ToString() => $"{PolicyName} v{Version}, {Rule}";

    public static bool operator <(RuleRef left, RuleRef right) => left.CompareTo(right) < 0;

    public static bool operator >(RuleRef left, RuleRef right) => left.CompareTo(right) > 0;

    public static bool operator <=(RuleRef left, RuleRef right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RuleRef left, RuleRef right) => left.CompareTo(right) >= 0;
}
