namespace JitPortal.Domain.Policies;

/// <summary>
/// Decides a request: a pure function of policies and facts. The preview, the decision, the backtest and the tests all
/// call this one. Explicit refusals win wherever they are written, order never matters, a request travels one route,
/// and what is unknown never opens anything.
/// </summary>
public static class PolicyEngine
{
    public static Verdict Decide(PolicySet set, Facts facts)
    {
        if (set.RulesOf(facts.Entitlement.Id) is not { } rules)
            return new Verdict.Refused(Reasons.NotInCatalogue(facts.Entitlement), [], new Trace(set.Version, facts.Now, []));

        var judgement = new Judgement(rules, facts);
        var trace = judgement.ToTrace(set.Version);
        if (judgement.Winner is not { } winner)
            return new Verdict.Refused(Reasons.Of(judgement), Alternatives.To(rules, facts), trace);

        var way = winner.ToWay();
        if (winner.StepUp is { } level)
            return new Verdict.NeedsStepUp(level, way, trace, WithoutStepUp(rules, facts));
        return way.Stages.Count == 0
            ? new Verdict.Automatic(way.Window, trace, way.BreakGlass, winner.Route.Assurance)
            : new Verdict.NeedsApproval(way.Window, way.Stages, trace);
    }

    /// <summary>
    /// What this subject could get on this entitlement at all, whatever duration <paramref name="facts"/> ask for: per number of
    /// approvals the longest duration, least friction first. Empty where nothing is possible.
    /// </summary>
    public static ValueList<Alternative> Offers(PolicySet set, Facts facts) =>
        set.RulesOf(facts.Entitlement.Id) is { } rules ? Alternatives.Offers(rules, facts) : [];

    /// <summary>
    /// Judges anew what was decided before, by the current policies: when somebody decides on it, and when it is opened. Assurance,
    /// place and request in <paramref name="facts"/> are those recorded at filing, with what was approved as the duration; all else is read anew.
    /// </summary>
    /// <param name="given">The way it was decided to go, with every stage that has been asked for since.</param>
    public static Standing Recheck(PolicySet set, Facts facts, Way given) => set.RulesOf(facts.Entitlement.Id) is { } rules
        ? Rechecking.Of(rules, facts, given)
        : new Standing.Ended(new Verdict.Refused(Reasons.NotInCatalogue(facts.Entitlement), [], new Trace(set.Version, facts.Now, [])).Sentence);

    private static Way? WithoutStepUp(ValueList<RuleInForce> rules, Facts facts) =>
        new Judgement(rules, facts with { Request = facts.Request with { WithoutStepUp = true } }).Winner?.ToWay();
}
