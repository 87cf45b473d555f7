using JitPortal.Domain.People;
using JitPortal.Domain.Policies;

namespace JitPortal.Domain.Tests.Policies;

/// <summary>
/// policy.md once more, as slowly and plainly as it can be said: no compilation, no index, no shared code with the
/// engine beyond the data itself. Where the two differ, one of them is wrong.
/// </summary>
internal static class NaiveInterpreter
{
    /// <param name="StepUp">The level that is missing, or null.</param>
    internal sealed record Answer(
        string Kind, string[] Messages, TimeSpan Longest, TimeSpan Default, Stage[] Stages, string Winner, AssuranceLevel? StepUp = null, bool BreakGlass = false, Answer? Without = null)
    {
        internal static readonly Answer Refused = new("refused", [], default, default, [], "");
    }

    internal static Answer Decide(Policy[] policies, Facts facts)
    {
        var inForce = new List<(Policy Policy, Rule Rule, bool? Holds)>();
        foreach (var policy in policies)
        {
            if (!Concerns(policy.AppliesTo, facts.Entitlement))
                continue;
            foreach (var rule in policy.Rules)
                inForce.Add((policy, rule, Holds(rule.When, facts)));
        }
        inForce.Sort((a, b) => a.Policy.Id != b.Policy.Id ? a.Policy.Id.CompareTo(b.Policy.Id) : string.CompareOrdinal(a.Rule.Id, b.Rule.Id));

        var messages = inForce.Where(r => r.Holds != false && r.Rule.Effect is Effect.Refuse).Select(r => ((Effect.Refuse)r.Rule.Effect).Message).Distinct().ToArray();
        if (messages.Length > 0)
            return Answer.Refused with { Messages = messages };

        var ways = new List<Answer>();
        foreach (var (policy, rule, holds) in inForce)
        {
            if (holds == true && Travel(policy, rule, inForce, facts) is { } answer)
                ways.Add(answer);
        }
        if (ways.Any(way => way.Stages.Length == 0 && !way.BreakGlass))
            ways.RemoveAll(way => way.BreakGlass);

        Answer? best = null;
        foreach (var way in ways)
        {
            if (best is null || Better(way, best))
                best = way;
        }
        if (best is null)
            return Answer.Refused;
        return best.StepUp is null ? best : best with { Kind = "needsStepUp", Without = Decide(policies, facts with { Request = facts.Request with { WithoutStepUp = true } }) };
    }

    private static Answer? Travel(Policy policy, Rule rule, List<(Policy Policy, Rule Rule, bool? Holds)> inForce, Facts facts)
    {
        TimeSpan longest, preset;
        AssuranceLevel level;
        var stages = new List<Stage>();
        var breakGlass = false;
        if (rule.Effect is Effect.Automatic automatic)
        {
            (longest, preset, level, breakGlass) = (automatic.Longest, automatic.Default, automatic.Assurance ?? AssuranceLevel.Basic, automatic.BreakGlass is not null);
        }
        else if (rule.Effect is Effect.Ask ask)
        {
            (longest, preset, level) = (ask.Longest, ask.Default, ask.Assurance ?? AssuranceLevel.Basic);
            stages.AddRange(ask.Stages);
        }
        else
        {
            return null;
        }
        if (breakGlass && !facts.Request.Emergency)
            return null;
        foreach (var other in inForce)
        {
            if (other.Holds == false || other.Rule.Effect is not Effect.Require require)
                continue;
            if (require.Longest < longest)
                longest = require.Longest.Value;
            if ((facts.Request.Reason ?? "").Trim().Length < (require.ReasonLength ?? 0))
                return null;
            if (require.Ticket && (facts.Request.Ticket ?? "").Trim().Length == 0)
                return null;
            if (require.Residual is not null && !(facts.Entitlement.Residual <= require.Residual))
                return null;
            if (require.Assurance > level)
                level = require.Assurance.Value;
            if (require.Stage is not null && !stages.Contains(require.Stage))
                stages.Add(require.Stage);
        }
        if (facts.Request.Before + facts.Request.Duration > longest || !CanFill(policy, rule, stages, facts.Deciders))
            return null;
        var session = facts.Requester?.Assurance;
        var lacks = level > (session?.Level ?? AssuranceLevel.Basic);
        if (lacks && (facts.Request.WithoutStepUp || level > (session?.Reachable ?? AssuranceLevel.Basic)))
            return null;
        var kind = stages.Count == 0 ? "automatic" : "needsApproval";
        return new Answer(kind, [], longest, preset < longest ? preset : longest, [.. stages], $"{policy.Name}/{rule.Id}", lacks ? level : null, breakGlass);
    }

    /// <summary>Tries every person for every approval.</summary>
    private static bool CanFill(Policy policy, Rule rule, List<Stage> stages, DeciderFacts? deciders)
    {
        if (deciders is null)
            return true;
        var used = new HashSet<PersonId>();
        foreach (var authored in deciders.Authors ?? [])
        {
            if (authored.Rule.Policy == policy.Id && authored.Rule.Rule == rule.Id)
                used.UnionWith(authored.People);
        }
        return CanFill([.. stages.SelectMany(stage => Enumerable.Repeat(People(stage, deciders), stage.Quorum))], 0, used);
    }

    private static bool CanFill(List<PersonId[]> seats, int seat, HashSet<PersonId> used)
    {
        if (seat == seats.Count)
            return true;
        foreach (var person in seats[seat])
        {
            if (!used.Add(person))
                continue;
            if (CanFill(seats, seat + 1, used))
                return true;
            used.Remove(person);
        }
        return false;
    }

    private static PersonId[] People(Stage stage, DeciderFacts deciders)
    {
        Approver[] named = [.. stage.Approvers, .. stage.Escalation?.Approvers ?? [], .. stage.Fallback ?? []];
        return [.. deciders.Known.Where(known => named.Contains(known.Approver)).SelectMany(known => known.People).Distinct()];
    }

    // The list is in the order of ids, so a tie leaves the earlier one standing.
    private static bool Better(Answer one, Answer other)
    {
        int approvals = one.Stages.Sum(s => s.Quorum), others = other.Stages.Sum(s => s.Quorum);
        if (approvals != others)
            return approvals < others;
        if (one.Stages.Length != other.Stages.Length)
            return one.Stages.Length < other.Stages.Length;
        if (one.StepUp is null != other.StepUp is null)
            return one.StepUp is null;
        return one.Longest > other.Longest;
    }

    private static bool Concerns(AppliesTo selector, EntitlementFacts entitlement)
    {
        if (selector is AppliesTo.Any)
            return true;
        if (selector is AppliesTo.Entitlements listed)
            return listed.Ids.Any(id => id == entitlement.Id);
        var matching = (AppliesTo.Matching)selector;
        return (matching.TargetKind is null || matching.TargetKind == entitlement.TargetKind)
            && (matching.Resource is null || matching.Resource == entitlement.Resource)
            && (matching.Role is null || matching.Role == entitlement.Role)
            && (matching.Tags is null || matching.Tags.All(tag => entitlement.Tags.Contains(tag)));
    }

    /// <summary>null is "unknown".</summary>
    private static bool? Holds(Condition condition, Facts facts)
    {
        switch (condition)
        {
            case Condition.Always:
                return true;
            case Condition.DurationAtMost most:
                return facts.Request.Before + facts.Request.Duration <= most.Longest;
            case Condition.ReasonPresent reason:
                return (facts.Request.Reason ?? "").Trim().Length >= reason.MinLength;
            case Condition.InGroup member:
                var groups = facts.Subject.Groups;
                return groups is null || facts.Now - groups.At > TimeSpan.FromHours(12) ? null : groups.Value.Contains(member.Group);
            case Condition.HasPortalRole role:
                return Known(facts.Subject.Roles, facts) is { } roles ? roles.HasFlag(role.Role) : null;
            case Condition.AccountActive:
                return Known(facts.Subject.Active, facts);
            case Condition.ClaimIs claim:
                return Values(facts.Subject.Claims, claim.Claim, facts)?.Any(value => claim.Values.Contains(value));
            case Condition.ClaimMatches claim:
                return Values(facts.Subject.Claims, claim.Claim, facts)?.Any(value => Whole(claim.Pattern, value));
            case Condition.AttributeIs attribute:
                return Values(facts.Subject.Attributes, attribute.Attribute, facts)?.Any(value => attribute.Values.Contains(value));
            case Condition.AssuranceAtLeast level:
                return facts.Requester?.Assurance is { } session ? (int)session.Level >= (int)level.Level : null;
            case Condition.SignedInWithin young:
                return facts.Requester?.Assurance?.SignedInAt is { } at && at <= facts.Now.AddMinutes(5) ? facts.Now - at <= young.Within : null;
            case Condition.FromNetwork from:
                return System.Net.IPAddress.TryParse(facts.Requester?.SourceAddress, out var address) ? from.Networks.Any(network => Inside(network.Text, address)) : null;
            case Condition.InWindow window:
                return Covers(window, facts.Request.StartsAt ?? facts.Now, facts.Request.Duration);
            case Condition.ReasonMatches reason:
                return Whole(reason.Pattern, (facts.Request.Reason ?? "").Trim());
            case Condition.TicketPresent:
                return (facts.Request.Ticket ?? "").Trim().Length > 0;
            case Condition.TicketMatches ticket:
                return (facts.Request.Ticket ?? "").Trim() is { Length: > 0 } named && Whole(ticket.Pattern, named);
            case Condition.Emergency:
                return facts.Request.Emergency;
            case Condition.HoldsEntitlement holds:
                if (facts.Holdings is null)
                    return null;
                var of = facts.Holdings.Held.Where(held => held.Entitlement == holds.Entitlement).ToList();
                return of.Any(held => held.Held == Truth.True) ? true : of.Count == 0 ? false : null;
            case Condition.ActiveGrantsAtMost most:
                if (facts.Holdings is null)
                    return null;
                return facts.Holdings.Held.Count <= most.Most ? true : facts.Holdings.Held.Count(held => held.Held == Truth.True) > most.Most ? false : null;
            case Condition.GrantedBefore before:
                if (facts.History is null)
                    return null;
                if (facts.History.GrantedAt.Count(at => facts.Now - at <= before.Within) >= before.Times)
                    return true;
                return facts.Now - facts.History.Since >= before.Within ? false : null;
            case Condition.FirstTime:
                return facts.History is null ? null : !facts.History.Ever;
            case Condition.HasTag tag:
                return facts.Entitlement.Tags.Any(one => one == tag.Tag);
            case Condition.RoleIs role:
                return facts.Entitlement.Role == role.Role;
            case Condition.ResidualAtMost residual:
                return facts.Entitlement.Residual is { } outlives ? outlives <= residual.Longest : null;
            case Condition.SubjectIs subject:
                return facts.Subject.Kind is null ? null : facts.Subject.Kind == subject.Subject;
            case Condition.Not not:
                return !Holds(not.Of, facts);
            case Condition.All all:
                var every = all.Of.Select(part => Holds(part, facts)).ToList();
                return every.Contains(false) ? false : every.Contains(null) ? null : true;
            case Condition.Any any:
                var some = any.Of.Select(part => Holds(part, facts)).ToList();
                return some.Contains(true) ? true : some.Contains(null) ? null : false;
            default:
                throw new NotSupportedException($"Teach the reference interpreter {condition.GetType().Name}.");
        }
    }

    private static T? Known<T>(Fact<T>? fact, Facts facts)
        where T : struct => fact is null || facts.Now - fact.At > fact.Source.Limit ? null : fact.Value;

    private static ValueList<string>? Values(IReadOnlyDictionary<string, Fact<ValueList<string>>>? stated, string name, Facts facts) =>
        stated is not null && stated.TryGetValue(name, out var fact) && facts.Now - fact.At <= fact.Source.Limit ? fact.Value : null;

    private static bool Whole(Pattern pattern, string text) =>
        System.Text.RegularExpressions.Regex.Match(text, $"^(?:{pattern.Text})$", System.Text.RegularExpressions.RegexOptions.Singleline) is { Success: true } match && match.Length == text.Length;

    private static bool Inside(string network, System.Net.IPAddress address)
    {
        var parts = network.Split('/');
        var (wanted, actual) = (Bits(System.Net.IPAddress.Parse(parts[0])), Bits(address));
        return wanted.Length == actual.Length && wanted[..int.Parse(parts[1])] == actual[..int.Parse(parts[1])];
    }

    private static string Bits(System.Net.IPAddress address) =>
        string.Concat((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes().Select(part => Convert.ToString(part, 2).PadLeft(8, '0')));

    /// <summary>Looks at the clock on the wall every five minutes; the edges of the samples lie on those.</summary>
    private static bool? Covers(Condition.InWindow window, DateTimeOffset start, TimeSpan duration)
    {
        var zone = NodaTime.DateTimeZoneProviders.Tzdb[window.Zone];
        var readings = new List<bool>();
        for (var at = start; at < start + duration; at = at.AddMinutes(5))
        {
            var clock = NodaTime.Instant.FromDateTimeOffset(at).InZone(zone).ToDateTimeUnspecified();
            var time = TimeOnly.FromDateTime(clock);
            var yesterday = clock.AddDays(-1).DayOfWeek;
            readings.Add(window.From < window.To
                ? time >= window.From && time < window.To && window.Days.Contains(clock.DayOfWeek)
                : (time >= window.From && window.Days.Contains(clock.DayOfWeek)) || (time < window.To && window.Days.Contains(yesterday)));
        }
        return readings.All(inside => inside) ? true : readings.Any(inside => inside) ? null : false;
    }
}
