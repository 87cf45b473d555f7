using JitPortal.Domain.Time;

namespace JitPortal.Domain.Policies;

/// <summary>What one version of a policy changes against another, in words. Whatever cannot be shown to narrow access counts as widening it.</summary>
public static class PolicyDifference
{
    /// <param name="before"><see langword="null"/> where there was no policy.</param>
    /// <param name="after"><see langword="null"/> where the policy is retired.</param>
    public static ValueList<PolicyChange> Between(Policy? before, Policy? after)
    {
        var changes = new List<PolicyChange>();
        if (before is not null && after is not null)
            changes.AddRange(Head(before, after));
        var (was, becomes) = (ById(before), ById(after));
        changes.AddRange(becomes.Values.Where(rule => !was.ContainsKey(rule.Id)).Select(Added));
        changes.AddRange(was.Values.Where(rule => !becomes.ContainsKey(rule.Id)).Select(Removed));
        changes.AddRange(was.Values.Where(rule => becomes.ContainsKey(rule.Id) && becomes[rule.Id] != rule).Select(rule => Changed(rule, becomes[rule.Id])));
        return changes.ToValueList();
    }

    private static IEnumerable<PolicyChange> Head(Policy before, Policy after)
    {
        if (before.Name != after.Name)
            yield return new PolicyChange(ChangeKind.Neither, $"The name becomes “{after.Name}”.");
        if (before.Description != after.Description)
            yield return new PolicyChange(ChangeKind.Neither, "The description changes.");
        if (before.AppliesTo != after.AppliesTo)
            yield return new PolicyChange(ChangeKind.Wider, "It applies to other entitlements than before.");
    }

    private static PolicyChange Added(Rule rule) => new(rule.Effect.IsRoute() ? ChangeKind.Wider : ChangeKind.Narrower, $"New: {rule.Words()}.", rule.Id);

    private static PolicyChange Removed(Rule rule) => new(rule.Effect.IsRoute() ? ChangeKind.Narrower : ChangeKind.Wider, $"Gone: {rule.Words()}.", rule.Id);

    private static PolicyChange Changed(Rule before, Rule after)
    {
        var (was, becomes) = (Unsaid(before.Effect), Unsaid(after.Effect));
        return was == becomes
            ? new PolicyChange(KindOf(before, after), $"Was: {before.Words()}. Becomes: {after.Words()}.", after.Id)
            : new PolicyChange(KindOf(before, after), $"Was: {before.Words()}, {was}. Becomes: {after.Words()}, {becomes}.", after.Id);
    }

    private static ChangeKind KindOf(Rule before, Rule after)
    {
        if (before.When == after.When && SaysTheSame(before.Effect, after.Effect))
            return ChangeKind.Neither;
        var (was, becomes) = (before with { Effect = Timeless(before.Effect) }, after with { Effect = Timeless(after.Effect) });
        if (was == becomes)
            return ChangeKind.Unclear;
        return Narrows(was, becomes) ? ChangeKind.Narrower : ChangeKind.Wider;
    }

    /// <summary>What the words of a rule leave out: else one that changes nothing but that would become what it was.</summary>
    private static string Unsaid(Effect effect)
    {
        string?[] parts = [string.Join(", then ", effect.Approval().Select(stage => stage.TimeWords())), Default(effect) is { } first ? $"offering {DurationText.Format(first)} first" : null];
        return string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static TimeSpan? Default(Effect effect) => effect switch
    {
        Effect.Automatic automatic => automatic.Default,
        Effect.Ask ask => ask.Default,
        _ => null,
    };

    /// <summary>Without what says when, and not who or how many: a stage that waits for less is not stricter, for whoever asks may ask again.</summary>
    private static Effect Timeless(Effect effect) => effect switch
    {
        Effect.Ask ask => ask with { Stages = ask.Stages.Select(Timeless).ToValueList() },
        Effect.Require { Stage: { } stage } demand => demand with { Stage = Timeless(stage) },
        _ => effect,
    };

    private static Stage Timeless(Stage stage) => stage with { TimeOut = TimeSpan.Zero, Reminder = null };

    /// <summary>A route that admits less, in fewer cases; a refusal or requirement that asks for more, in more cases.</summary>
    private static bool Narrows(Rule before, Rule after) => (before.Effect.IsRoute(), after.Effect.IsRoute()) switch
    {
        (true, true) => Implication.Holds(after.When, before.When) && IsStricterRoute(before.Effect, after.Effect),
        (true, false) => true,
        (false, true) => false,
        (false, false) => Implication.Holds(before.When, after.When) && IsStricterDemand(before.Effect, after.Effect),
    };

    private static bool SaysTheSame(Effect before, Effect after) => before is Effect.Refuse && after is Effect.Refuse;   // only the sentence differs

    /// <summary>The same but for a shorter limit, further stages or more people in them; anything else that differs is not shown to be stricter.</summary>
    private static bool IsStricterRoute(Effect before, Effect after) => (before, after) switch
    {
        (Effect.Automatic was, Effect.Automatic becomes) => becomes.Longest <= was.Longest && was with { Longest = becomes.Longest, Default = becomes.Default } == becomes,
        (Effect.Ask was, Effect.Ask becomes) => becomes.Longest <= was.Longest
            && Keeps(was.Stages, becomes.Stages)
            && was with { Longest = becomes.Longest, Default = becomes.Default, Stages = becomes.Stages } == becomes,
        _ => false,
    };

    /// <summary>For each stage there is one of its own that asks the same people for as many or more.</summary>
    private static bool Keeps(IEnumerable<Stage> before, IEnumerable<Stage> after)
    {
        var free = after.ToList();
        return before.OrderByDescending(stage => stage.Quorum).All(stage => free.Find(other => AsksAsMany(stage, other)) is { } kept && free.Remove(kept));
    }

    private static bool AsksAsMany(Stage before, Stage after) => after.Quorum >= before.Quorum && after with { Quorum = before.Quorum } == before;

    private static bool IsStricterDemand(Effect before, Effect after) => (before, after) switch
    {
        (_, Effect.Refuse) => true,
        (Effect.Require was, Effect.Require becomes) =>
            (was.Longest is null || becomes.Longest <= was.Longest)
            && (was.ReasonLength is null || becomes.ReasonLength >= was.ReasonLength)
            && (was.Stage is not { } stage || (becomes.Stage is { } kept && AsksAsMany(stage, kept)))
            && was with { Longest = becomes.Longest, ReasonLength = becomes.ReasonLength, Stage = becomes.Stage } == becomes,
        _ => false,
    };

    /// <summary>A policy that is still being written may have a name twice; the first one counts.</summary>
    private static Dictionary<string, Rule> ById(Policy? policy) =>
        (policy?.Rules ?? []).DistinctBy(rule => rule.Id, StringComparer.Ordinal).ToDictionary(rule => rule.Id, StringComparer.Ordinal);
}

/// <param name="Rule">The rule it is about; <see langword="null"/> for the policy as a whole.</param>
public sealed record PolicyChange(ChangeKind Kind, string Words, string? Rule = null);

public enum ChangeKind
{
    Neither,
    Narrower,

    /// <summary>Only when something happens differs: not shown to be stricter, and nobody gets more.</summary>
    Unclear,

    /// <summary>More access, or sooner, or seen by fewer people, or not shown to be otherwise.</summary>
    Wider,
}
