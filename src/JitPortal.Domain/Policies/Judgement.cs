namespace JitPortal.Domain.Policies;

/// <summary>The rules of one entitlement judged against one set of facts: what counts, and which routes that leaves.</summary>
internal sealed class Judgement
{
    private readonly List<JudgedRule> judged;

    internal Judgement(IEnumerable<RuleInForce> rules, Facts facts)
    {
        Facts = facts;
        judged = [.. rules.Select(rule => new JudgedRule(rule, rule.Rule.When.Test(facts)))];
        Refusals = [.. judged.Where(rule => rule.Counts && rule.Effect is Effect.Refuse)];
        var requirements = judged.Where(rule => rule.Counts).Select(rule => rule.Effect).OfType<Effect.Require>().ToList();
        Routes =
        [
            .. from rule in judged
               let route = Route.Of(rule.Rule)
               where route is not null
               select new JudgedRoute(rule, requirements.Aggregate(route, (sofar, require) => sofar.With(require)), facts),
        ];
        // Break-glass is for what no other automatic route serves.
        if (Routes.Any(route => route.IsOpen && route.Route is { IsAutomatic: true, BreakGlass: null }))
            Routes = [.. Routes.Select(route => route.Route.BreakGlass is null ? route : route with { Yields = true })];
        Winner = Refusals.Count > 0 ? null : Routes.Where(route => route.IsOpen).Min(JudgedRoute.LeastFriction);
    }

    internal Facts Facts { get; }

    internal IReadOnlyList<JudgedRule> Refusals { get; }

    /// <summary>Every route of the entitlement, matched or not, with the requirements on top.</summary>
    internal IReadOnlyList<JudgedRoute> Routes { get; }

    /// <summary>The route the request travels; <see langword="null"/> where it is refused.</summary>
    internal JudgedRoute? Winner { get; }

    internal Trace ToTrace(long version)
    {
        var limits = Routes.ToDictionary(route => route.Route.Ref, route => route.Limits());
        return new Trace(
            version,
            Facts.Now,
            judged.Select(rule => rule.ToTrace(Facts, limits.GetValueOrDefault(rule.Rule.Ref, []))).ToValueList(),
            Winner?.Route.Ref);
    }
}

/// <summary>One rule with what its condition said.</summary>
internal sealed record JudgedRule(RuleInForce Rule, Truth Result)
{
    internal Effect Effect => Rule.Rule.Effect;

    internal bool Counts => Effect.Counts(Result);

    internal ValueList<LeafTrace> Leaves(Facts facts) =>
        Rule.Leaves.Select(at => new LeafTrace(at.Path, at.Words, at.Leaf.Test(facts), at.Leaf.Look(facts))).ToValueList();

    internal ValueList<Clause> Parts(Facts facts) => Rule.Parts.Select(part => part.Condition.ToClause(facts, part.Words)).ToValueList();

    internal RuleTrace ToTrace(Facts facts, ValueList<Clause> limits) =>
        new(Rule.Ref, Effect.Kind(), Rule.Words, Result, Parts(facts), limits, Leaves(facts));
}
