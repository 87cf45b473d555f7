namespace JitPortal.Domain.Policies;

/// <summary>
/// What would be possible, found by deciding again. Every rule looks at the duration only as "at most so long" or "not beyond
/// that moment", so what is longest for each outcome lies exactly at one of those: trying them finds all of it.
/// </summary>
internal static class Alternatives
{
    /// <summary>For a refused request: per number of approvals the duration nearest to what was asked, nearest first.</summary>
    internal static ValueList<Alternative> To(ValueList<RuleInForce> rules, Facts facts)
    {
        var asked = facts.Request.Duration;
        return Possible(rules, facts, [asked])
            .OrderBy(option => (option.Duration - asked).Duration())
            .ThenBy(option => option.ReasonLength)
            .DistinctBy(option => option.Approvals)
            .OrderBy(option => (option.Duration - asked).Duration())
            .ThenBy(option => option.Approvals)
            .Aggregate(ValueList<Alternative>.Empty, (kept, option) => kept.Any(better => better.Approvals <= option.Approvals) ? kept : [.. kept, option]);
    }

    /// <summary>For the catalogue: per number of approvals the longest duration, least friction first. Texts are still to be written, so what the right one would bring counts.</summary>
    internal static ValueList<Alternative> Offers(ValueList<RuleInForce> rules, Facts facts) =>
        TextsToTry(rules).SelectMany(match => Possible(rules, facts with { Request = facts.Request with { TextsMatch = match } }, []))
            .OrderByDescending(option => option.Duration)
            .ThenBy(option => option.ReasonLength)
            .DistinctBy(option => option.Approvals)
            .OrderBy(option => option.Approvals)
            .Aggregate(ValueList<Alternative>.Empty, (kept, option) => kept.Any(better => better.Duration >= option.Duration) ? kept : [.. kept, option]);

    private static IReadOnlyList<bool?> TextsToTry(ValueList<RuleInForce> rules) =>
        rules.SelectMany(LeavesOf).Any(leaf => leaf is Condition.ReasonMatches or Condition.TicketMatches) ? [null, true, false] : [null];

    private static IEnumerable<Alternative> Possible(ValueList<RuleInForce> rules, Facts facts, IEnumerable<TimeSpan> alsoTry)
    {
        var lengths = alsoTry.Select(length => new Length(length)).Concat(Lengths(rules, facts)).DistinctBy(length => length.Duration).ToList();
        var reasons = ReasonLengths(rules).Where(length => length > facts.Request.ReasonLength()).Prepend(0).Distinct().ToList();
        return
            from length in lengths
            from reason in reasons
            let request = facts.Request with { Duration = length.Duration, Reason = reason == 0 ? facts.Request.Reason : new string('x', reason) }
            let winner = new Judgement(rules, facts with { Request = request }).Winner
            where winner is not null
            select new Alternative(length.Duration, reason, winner.Route.Approvals, winner.StepUp, length.Until);
    }

    /// <summary>The lengths at which a rule may change its mind: those that are written down, then those at which a window of time ends or begins.</summary>
    internal static IEnumerable<Length> Lengths(ValueList<RuleInForce> rules, Facts facts) =>
        rules.SelectMany(Named).Select(length => new Length(length - facts.Request.Before)).Where(length => length.Duration > TimeSpan.Zero).Concat(rules.SelectMany(rule => Ends(rule, facts)));

    private static IEnumerable<TimeSpan> Named(RuleInForce rule)
    {
        var named = LeavesOf(rule).OfType<Condition.DurationAtMost>().Select(leaf => leaf.Longest);
        return rule.Rule.Effect switch
        {
            Effect.Automatic automatic => named.Append(automatic.Longest),
            Effect.Ask ask => named.Append(ask.Longest),
            Effect.Require { Longest: { } longest } => named.Append(longest),
            _ => named,
        };
    }

    private static IEnumerable<Length> Ends(RuleInForce rule, Facts facts) =>
        from leaf in LeavesOf(rule).OfType<Condition.InWindow>()
        let latest = facts.Start + PolicyLimits.LongestDuration
        let end = leaf.Window.NextChange(facts.Start, latest)
        where end < latest
        select new Length(end - facts.Start, leaf.Window.Show(end, facts.Start));

    /// <summary>What another reason would say is not known, so where a rule reads it no other one is tried.</summary>
    private static IEnumerable<int> ReasonLengths(ValueList<RuleInForce> rules) =>
        rules.SelectMany(LeavesOf).Any(leaf => leaf is Condition.ReasonMatches) ? [] : rules.SelectMany(NamedReasonLengths);

    private static IEnumerable<int> NamedReasonLengths(RuleInForce rule)
    {
        var named = LeavesOf(rule).OfType<Condition.ReasonPresent>().Select(leaf => leaf.MinLength);
        return rule.Rule.Effect is Effect.Require { ReasonLength: { } length } ? named.Append(length) : named;
    }

    private static IEnumerable<Condition.Leaf> LeavesOf(RuleInForce rule) => rule.Leaves.Select(at => at.Leaf);

    /// <param name="Until">Where a window of time sets it: when that is, by the wall clock there.</param>
    internal sealed record Length(TimeSpan Duration, string? Until = null);
}
