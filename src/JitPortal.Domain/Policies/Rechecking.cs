namespace JitPortal.Domain.Policies;

/// <summary>
/// Judges a way that was given anew. The rule it came from is looked at first, so that no other rule's limits take its
/// place; only where that rule is gone or does not hold any more may another one carry it.
/// </summary>
internal static class Rechecking
{
    internal static Standing Of(ValueList<RuleInForce> rules, Facts facts, Way given)
    {
        var durations = Alternatives.Lengths(rules, facts)
            .Select(length => length.Duration)
            .Where(duration => duration < facts.Request.Duration)
            .Distinct()
            .OrderDescending()
            .Prepend(facts.Request.Duration)
            .Select(duration => new Judgement(rules, facts with { Request = facts.Request with { Duration = duration } }))
            .Where(judgement => judgement.Refusals.Count == 0)
            .ToList();
        return Longest(durations, given, route => IsOf(route, given) && route.IsPassable)
            ?? Longest(durations, given, route => route.IsOpen)
            ?? new Standing.Ended(new Verdict.Refused(Reasons.Of(new Judgement(rules, facts)), [], new Trace(0, facts.Now, [])).Sentence);
    }

    private static Standing? Longest(IEnumerable<Judgement> longestFirst, Way given, Func<JudgedRoute, bool> may) => (
        from judgement in longestFirst
        from route in judgement.Routes.Where(may).OrderBy(route => Missing(route, given).Sum(stage => stage.Quorum)).ThenBy(route => route, JudgedRoute.LeastFriction).Take(1)
        select new Standing.Stands(judgement.Facts.Request.Duration, Missing(route, given), route.StepUp, route.Route.Assurance)).FirstOrDefault();

    /// <summary>What no stage that was given covers. Each covers one, for who has agreed counts once; the largest first, so that as few as can be are asked again.</summary>
    private static ValueList<Stage> Missing(JudgedRoute route, Way given)
    {
        var covered = new Matching<int>();
        return route.Route.Stages.Index()
            .OrderByDescending(stage => stage.Item.Quorum)
            .Where(stage => !covered.Seat([.. given.Stages.Index().Where(agreed => agreed.Item.Covers(stage.Item)).Select(agreed => agreed.Index)]))
            .OrderBy(stage => stage.Index)
            .Select(stage => stage.Item)
            .ToValueList();
    }

    /// <summary>The same rule, perhaps in a later version.</summary>
    private static bool IsOf(JudgedRoute route, Way given) => route.Route.Ref.CompareTo(given.Rule) == 0;
}
