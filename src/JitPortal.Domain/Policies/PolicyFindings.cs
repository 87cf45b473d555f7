using JitPortal.Domain.Catalog;
using JitPortal.Domain.People;

namespace JitPortal.Domain.Policies;

/// <summary>
/// What whoever writes or confirms a policy should know before it is in force: rules that do nothing, stages nobody can fill, access
/// nobody can get, and access that becomes easier. It only says what is certain.
/// </summary>
public static class PolicyFindings
{
    private const int MostNamed = 5;

    /// <param name="policy">As it shall become, without mistakes.</param>
    /// <param name="published">The version in force; <see langword="null"/> where there is none.</param>
    public static ValueList<PolicyFinding> Of(Policy policy, Policy? published, PolicyWorld world) =>
    [
        .. Wider(policy, published, world),
        .. policy.Rules.SelectMany(rule => DoesNothing(rule, policy, world)),
        .. policy.Rules.SelectMany(rule => Stoppable(rule, policy, world)),
        .. policy.Rules.SelectMany(rule => Unfillable(rule, world)),
        .. WithoutRoute(policy, published, world),
    ];

    /// <summary>What would be the case if the policy were not there any more.</summary>
    public static ValueList<PolicyFinding> OfRetiring(Policy published, PolicyWorld world) =>
    [
        .. PolicyDifference.Between(published, null).Where(change => change.Kind == ChangeKind.Wider).Select(change => PolicyFinding.Warn(change.Words, change.Rule)),
        .. Lacking(world.Catalogue.Where(published.AppliesTo.Includes), world.Others, "Nobody could get"),
    ];

    private static IEnumerable<PolicyFinding> Wider(Policy policy, Policy? published, PolicyWorld world)
    {
        if (published is null)
            yield break;   // everything in a new policy is new
        var reached = world.Catalogue.Where(entitlement => policy.AppliesTo.Includes(entitlement) && !published.AppliesTo.Includes(entitlement)).ToList();
        if (reached.Count > 0 && policy.Rules.Any(rule => rule.Effect.IsRoute()))
            yield return PolicyFinding.Warn($"It opens a way to {Named(reached)}, which version {published.Version} does not reach.");
        var left = world.Catalogue.Where(entitlement => published.AppliesTo.Includes(entitlement) && !policy.AppliesTo.Includes(entitlement)).ToList();
        if (left.Count > 0 && published.Rules.Any(rule => rule.Effect is Effect.Refuse or Effect.Require))
            yield return PolicyFinding.Warn($"What version {published.Version} refuses or requires does not reach {Named(left)} any more.");
        foreach (var change in PolicyDifference.Between(published, policy).Where(change => change is { Kind: ChangeKind.Wider or ChangeKind.Unclear, Rule: not null }))
            yield return PolicyFinding.Warn($"{(change.Kind == ChangeKind.Wider ? "More permissive" : "Not shown to be stricter")} than version {published.Version}. {change.Words}", change.Rule);
    }

    private static IEnumerable<PolicyFinding> DoesNothing(Rule rule, Policy policy, PolicyWorld world)
    {
        if (Implication.IsNever(rule.When))
            yield return PolicyFinding.Warn($"“{rule.Id}” can never match: its conditions exclude each other.", rule.Id);
        else if (!world.Catalogue.Any(policy.AppliesTo.Includes))
            yield return PolicyFinding.Warn($"“{rule.Id}” can never match: the policy applies to nothing that is in the catalogue.", rule.Id);
        else if (NamedGroups(rule.When).FirstOrDefault(group => !world.People.Any(person => person.Groups.Contains(group))) is { } empty)
            yield return PolicyFinding.Say($"Nobody who has signed in so far is in the group {empty}.", rule.Id);
        else if (BetterEverywhere(rule, policy, world) is { } better)
            yield return PolicyFinding.Warn($"“{rule.Id}” can never win: {better.Ref.PolicyName}, “{better.Ref.Rule}” always serves the same request with less asking.", rule.Id);
    }

    /// <summary>One and the same rule that is preferred to this route on every entitlement of the policy, whatever is asked.</summary>
    private static RuleInForce? BetterEverywhere(Rule rule, Policy policy, PolicyWorld world)
    {
        var set = PolicySet.Compile(0, [.. world.Others, policy], world.Known);
        var reached = world.Catalogue.Where(policy.AppliesTo.Includes).Select(entitlement => set.RulesOf(entitlement.Id)!).ToList();
        return reached[0].FirstOrDefault(other => reached.All(rules => rules.Contains(other) && IsBetter(other, rule, rules, policy)));
    }

    private static bool IsBetter(RuleInForce other, Rule rule, ValueList<RuleInForce> rules, Policy policy)
    {
        var mine = rules.FirstOrDefault(one => one.Ref.Policy == policy.Id && one.Ref.Rule == rule.Id);
        return mine is not null && mine != other
            && Route.Of(mine) is { } route && Route.Of(other) is { BreakGlass: null } better
            && Implication.Holds(rule.When, other.Rule.When)
            && IsEasier(better, route)
            // A stage on top may make two different routes alike; then nothing is certain.
            && !rules.Any(one => one.Rule.Effect is Effect.Require { Stage: not null });
    }

    /// <summary>Whoever gets through the one gets through the other: it is as long, asks for no further proof, and by nobody else.</summary>
    private static bool IsEasier(Route better, Route route) =>
        better.Longest >= route.Longest
        && better.Assurance <= route.Assurance
        && better.Stages.All(route.Stages.Contains)
        && (better.Stages.Count < route.Stages.Count || better.Longest > route.Longest);

    /// <summary>A refusal or an added stage that does not spare emergencies stops the way that is meant for them.</summary>
    private static IEnumerable<PolicyFinding> Stoppable(Rule rule, Policy policy, PolicyWorld world)
    {
        if (rule.Effect is not Effect.Automatic { BreakGlass: not null })
            yield break;
        var set = PolicySet.Compile(0, [.. world.Others, policy], world.Known);
        var stopping = world.Catalogue.Where(policy.AppliesTo.Includes)
            .SelectMany(entitlement => set.RulesOf(entitlement.Id)!)
            .Where(other => other.Rule.Effect is Effect.Refuse or Effect.Require { Stage: not null })
            .Where(other => !Implication.IsNever(new Condition.All([other.Rule.When, new Condition.Emergency()])))
            .DistinctBy(other => other.Ref);
        foreach (var other in stopping)
            yield return PolicyFinding.Say($"“{rule.Id}” is for emergencies, and {other.Ref.PolicyName}, “{other.Ref.Rule}” can stop it. To spare emergencies, add “not in an emergency” there.", rule.Id);
    }

    private static IEnumerable<PolicyFinding> Unfillable(Rule rule, PolicyWorld world)
    {
        foreach (var (stage, i) in StagesOf(rule.Effect).Select((stage, i) => (stage, i)))
        {
            if (Candidates(stage, world) is not { } candidates)
                continue;
            if (candidates.Count < stage.Quorum)
                yield return PolicyFinding.Warn($"Stage {i + 1} of “{rule.Id}” cannot be filled: it asks for {stage.Quorum}, and {candidates.Count} can decide ({stage.Words()}).", rule.Id);
            else if (candidates.Count == stage.Quorum)
                yield return PolicyFinding.Say($"Stage {i + 1} of “{rule.Id}” has nobody to spare: when one of {stage.Words()} asks, it cannot be filled.", rule.Id);
        }
    }

    /// <returns>Who could decide in the end, as far as anybody knows; <see langword="null"/> where only the request will tell.</returns>
    private static HashSet<PersonId>? Candidates(Stage stage, PolicyWorld world)
    {
        var found = new HashSet<PersonId>();
        foreach (var approver in stage.Everybody())
        {
            switch (approver)
            {
                case Approver.Person person when world.People.Any(known => known.Id == person.Id): found.Add(person.Id); break;
                case Approver.Person: break;   // they left
                case Approver.Group group: found.UnionWith(world.People.Where(known => known.Groups.Contains(group.Name)).Select(known => known.Id)); break;
                default: return null;
            }
        }
        found.ExceptWith(world.Author is { } author ? [author] : []);
        return found;
    }

    private static IEnumerable<PolicyFinding> WithoutRoute(Policy policy, Policy? published, PolicyWorld world) => Lacking(
        world.Catalogue.Where(entitlement => policy.AppliesTo.Includes(entitlement) || published?.AppliesTo.Includes(entitlement) == true),
        [.. world.Others, policy],
        "No route leads to");

    private static IEnumerable<PolicyFinding> Lacking(IEnumerable<EntitlementFacts> asked, IReadOnlyList<Policy> policies, string words)
    {
        var lacking = asked.Where(entitlement => !policies.Any(policy => policy.AppliesTo.Includes(entitlement) && policy.Rules.Any(rule => rule.Effect.IsRoute()))).ToList();
        return lacking.Count == 0 ? [] : [PolicyFinding.Say($"{words} {Named(lacking)}.")];
    }

    private static IEnumerable<Stage> StagesOf(Effect effect) => effect switch
    {
        Effect.Ask ask => ask.Stages,
        Effect.Require { Stage: { } stage } => [stage],
        _ => [],
    };

    /// <summary>The groups that must each be had; below "or" and "not" an empty group may be meant.</summary>
    private static IEnumerable<string> NamedGroups(Condition condition) => condition.Parts().OfType<Condition.InGroup>().Select(leaf => leaf.Group);

    private static string Named(List<EntitlementFacts> entitlements)
    {
        var names = entitlements.Take(MostNamed).Select(entitlement => $"{entitlement.Resource}, {entitlement.Role}").ToList();
        return entitlements.Count <= MostNamed ? English.List(names, "and") : $"{string.Join("; ", names)} and {entitlements.Count - MostNamed} more";
    }
}

/// <summary>What findings are judged against.</summary>
/// <param name="Others">Every other policy in force.</param>
/// <param name="Catalogue">What can be asked for.</param>
/// <param name="People">Everybody who may decide: people who have signed in and are not disabled.</param>
/// <param name="Author">Whoever writes the policy: they never count on its rules.</param>
public sealed record PolicyWorld(IReadOnlyList<Policy> Others, IReadOnlyList<EntitlementFacts> Catalogue, IReadOnlyList<KnownPerson> People, PersonId? Author = null)
{
    /// <summary>What a policy may name, retired or not; without it, what can be asked for.</summary>
    public IReadOnlyList<EntitlementFacts> Known { get; init; } = Catalogue;
}

public sealed record KnownPerson(PersonId Id, string Name, IReadOnlySet<string> Groups);

/// <param name="IsWarning">Deserves a look before it is published; else it is worth knowing.</param>
public sealed record PolicyFinding(bool IsWarning, string Words, string? Rule)
{
    internal static PolicyFinding Warn(string words, string? rule = null) => new(true, words, rule);

    internal static PolicyFinding Say(string words, string? rule = null) => new(false, words, rule);
}
