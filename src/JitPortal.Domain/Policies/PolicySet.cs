using System.Collections.Frozen;
using JitPortal.Domain.Catalog;

namespace JitPortal.Domain.Policies;

/// <summary>
/// Everything published, compiled against the catalogue: a decision touches only the rules of its entitlement.
/// Immutable, safe to share between threads; a change of policies or catalogue is a new set with a new version.
/// </summary>
public sealed class PolicySet
{
    private readonly FrozenDictionary<EntitlementId, ValueList<RuleInForce>> rules;

    private PolicySet(long version, FrozenDictionary<EntitlementId, ValueList<RuleInForce>> rules, ValueList<BrokenPolicy> broken) =>
        (Version, this.rules, Broken) = (version, rules, broken);

    public long Version { get; }

    /// <summary>Policies that cannot be applied. Each refuses wherever it could be about; show them to the administrators.</summary>
    public ValueList<BrokenPolicy> Broken { get; }

    /// <param name="version">The number of this set; goes into every verdict.</param>
    /// <param name="policies">The published version of each policy. One with mistakes refuses on its entitlements.</param>
    /// <param name="entitlements">
    /// The whole catalogue, drafts and retired entitlements included: a policy that names one missing here cannot be
    /// resolved and refuses everywhere.
    /// </param>
    /// <exception cref="ArgumentException">Two policies or two entitlements have the same id.</exception>
    public static PolicySet Compile(long version, IEnumerable<Policy> policies, IEnumerable<EntitlementFacts> entitlements) =>
        Compile(version, policies, [], [.. entitlements]);

    /// <summary>
    /// The same from stored documents. One that cannot be read refuses on the entitlements it applies to, and on all of
    /// them where even that cannot be read: it never opens anything and never stops the others.
    /// </summary>
    /// <inheritdoc cref="Compile(long, IEnumerable{Policy}, IEnumerable{EntitlementFacts})" path="/param"/>
    /// <inheritdoc cref="Compile(long, IEnumerable{Policy}, IEnumerable{EntitlementFacts})" path="/exception"/>
    public static PolicySet Load(long version, IEnumerable<PublishedPolicy> documents, IEnumerable<EntitlementFacts> entitlements)
    {
        var read = documents.Select(document => document.Read()).ToList();
        return Compile(version, read.Select(one => one.Readable).OfType<Policy>(), read.Select(one => one.Broken).OfType<BrokenPolicy>(), [.. entitlements]);
    }

    /// <returns>The rules in force, by policy id and rule id; <see langword="null"/> where the catalogue has no such entitlement.</returns>
    public ValueList<RuleInForce>? RulesOf(EntitlementId entitlement) => rules.GetValueOrDefault(entitlement);

    /// <summary>What a decision on this entitlement reads; nothing else has to be looked up for it.</summary>
    public FactFamily Needs(EntitlementId entitlement) => (RulesOf(entitlement) ?? []).Aggregate(FactFamily.None, (all, rule) => all | rule.Needs);

    /// <summary>Whether a rule on this entitlement looks at the ticket.</summary>
    public bool TakesTicket(EntitlementId entitlement) => (RulesOf(entitlement) ?? []).Any(rule =>
        rule.Rule.Effect is Effect.Require { Ticket: true } || rule.Leaves.Any(at => at.Leaf is Condition.TicketPresent or Condition.TicketMatches));

    /// <summary>Whether a rule on this entitlement looks at what a reason says, and not only at how long it is.</summary>
    public bool ReadsReason(EntitlementId entitlement) => (RulesOf(entitlement) ?? []).Any(rule => rule.Leaves.Any(at => at.Leaf is Condition.ReasonMatches));

    /// <summary>The hours that a way on this entitlement is bound to, each once; none where time does not matter.</summary>
    public ValueList<WeeklyWindow> HoursOf(EntitlementId entitlement) =>
        (RulesOf(entitlement) ?? []).Where(rule => rule.Rule.Effect.IsRoute())
            .SelectMany(rule => rule.Parts).Select(part => part.Condition).OfType<Condition.InWindow>()
            .Select(inside => inside.Window).Distinct().ToValueList();

    /// <summary>Everybody whom a stage on this entitlement names, each once.</summary>
    public IReadOnlyList<Approver> ApproversOf(EntitlementId entitlement) =>
        [.. (RulesOf(entitlement) ?? []).SelectMany(rule => rule.Rule.Effect.Approval()).SelectMany(stage => stage.Everybody()).Distinct()];

    /// <summary>The rules on this entitlement that a request can travel by.</summary>
    public IReadOnlyList<RuleRef> RoutesOf(EntitlementId entitlement) =>
        [.. (RulesOf(entitlement) ?? []).Where(rule => rule.Rule.Effect.IsRoute()).Select(rule => rule.Ref)];

    private static PolicySet Compile(long version, IEnumerable<Policy> policies, IEnumerable<BrokenPolicy> unreadable, List<EntitlementFacts> catalogue)
    {
        var known = catalogue.Select(entitlement => entitlement.Id).ToHashSet();
        var sound = new List<Policy>();
        var broken = unreadable.Select(policy => policy.Resolve(known)).ToList();
        foreach (var policy in policies)
        {
            if (BrokenPolicy.Of(policy, known) is { } why)
                broken.Add(why);
            else
                sound.Add(policy);
        }
        RefuseDoubles(sound.Select(policy => policy.Id).Concat(broken.Select(policy => policy.Id)));
        var placed = sound.Select(policy => (policy.AppliesTo, Rules: policy.Rules.Select(rule => new RuleInForce(new RuleRef(policy.Id, policy.Version, policy.Name, rule.Id), rule)).ToList()))
            .Concat(broken.Select(policy => (AppliesTo: policy.AppliesTo ?? new AppliesTo.Any(), Rules: new List<RuleInForce> { policy.AsRefusal() })))
            .ToList();
        return new PolicySet(version, Index(catalogue, placed), broken.OrderBy(policy => policy.Id).ToValueList());
    }

    /// <summary>A rule is made once and shared by all its entitlements; a policy that lists its entitlements is never held against the others.</summary>
    private static FrozenDictionary<EntitlementId, ValueList<RuleInForce>> Index(List<EntitlementFacts> catalogue, List<(AppliesTo Where, List<RuleInForce> Rules)> placed)
    {
        var found = catalogue.ToDictionary(entitlement => entitlement.Id, _ => new List<RuleInForce>());
        foreach (var (where, rules) in placed)
        {
            var ids = where is AppliesTo.Entitlements listed ? listed.Ids.Where(found.ContainsKey).Distinct() : catalogue.Where(where.Includes).Select(entitlement => entitlement.Id);
            foreach (var id in ids)
                found[id].AddRange(rules);
        }
        return found.ToFrozenDictionary(one => one.Key, one => one.Value.OrderBy(rule => rule.Ref).ToValueList());
    }

    private static void RefuseDoubles(IEnumerable<PolicyId> ids)
    {
        if (ids.GroupBy(id => id).FirstOrDefault(group => group.Count() > 1) is { } doubled)
            throw new ArgumentException($"The policy {doubled.Key} is there twice; one version of it is in force.", nameof(ids));
    }
}
