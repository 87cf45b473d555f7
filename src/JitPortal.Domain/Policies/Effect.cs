using System.Text.Json.Serialization;
using JitPortal.Domain.People;
using JitPortal.Domain.Time;

namespace JitPortal.Domain.Policies;

/// <summary>
/// What a rule does where its condition holds. <see cref="Refuse"/> and <see cref="Require"/> only ever narrow access,
/// <see cref="Automatic"/> and <see cref="Ask"/> (the routes) only ever widen it; no effect depends on where it is written.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Refuse), "refuse")]
[JsonDerivedType(typeof(Require), "require")]
[JsonDerivedType(typeof(Automatic), "automatic")]
[JsonDerivedType(typeof(Ask), "ask")]
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>The effect as a verb phrase, for example "Automatic for at most 2 h".</summary>
    public abstract string Words();

    public abstract RuleKind Kind();

    /// <summary>Does the rule count, given what its condition said? Unknown counts against access, never for it.</summary>
    public bool Counts(Truth condition) => this is Refuse or Require ? condition != Truth.False : condition == Truth.True;

    /// <summary>A request can travel it; the others refuse or narrow.</summary>
    internal bool IsRoute() => this is Automatic or Ask;

    /// <summary>The stages it names, in their order.</summary>
    public IEnumerable<Stage> Approval() => this switch
    {
        Ask ask => ask.Stages,
        Require { Stage: { } stage } => [stage],
        _ => [],
    };

    internal abstract IEnumerable<FieldError> Mistakes(string path);

    private static string With(AssuranceLevel? level) => level is { } given ? $", with a {given.Words()}" : "";

    private static string AtMost(TimeSpan longest) => $"at most {DurationText.Format(longest)}";

    private static IEnumerable<FieldError> RouteMistakes(string path, TimeSpan longest, TimeSpan @default)
    {
        foreach (var mistake in PolicyLimits.Mistakes($"{path}.longest", longest).Concat(PolicyLimits.Mistakes($"{path}.default", @default)))
            yield return mistake;
        if (@default > longest)
            yield return new FieldError($"{path}.default", Both($"The default may not be longer than {DurationText.Format(longest)}."));
    }

    /// <summary>The request is refused, whatever else matches.</summary>
    /// <param name="Message">A sentence for the requester.</param>
    public sealed record Refuse(string Message) : Effect
    {
        public override string Words() => "Refuse";

        public override RuleKind Kind() => RuleKind.Refuse;

        internal override IEnumerable<FieldError> Mistakes(string path) =>
            string.IsNullOrWhiteSpace(Message) ? [new FieldError($"{path}.message", Both("Say why, in a sentence for the requester."))] : [];
    }

    /// <summary>Every route gets this on top: the strictest limit wins, stages add up.</summary>
    /// <param name="Longest">No route may be longer.</param>
    /// <param name="ReasonLength">The reason has at least this many characters.</param>
    /// <param name="Stage">A further approval; an automatic route becomes one that asks.</param>
    /// <param name="Assurance">The requester has signed in at this level or above; a lower one is asked to step up.</param>
    /// <param name="Ticket">A ticket is named.</param>
    /// <param name="Residual">Access may outlive its end on the target by at most this long; where that is not known, it may not.</param>
    public sealed record Require(
        TimeSpan? Longest = null,
        int? ReasonLength = null,
        Stage? Stage = null,
        AssuranceLevel? Assurance = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Ticket = false,
        TimeSpan? Residual = null) : Effect
    {
        public override string Words()
        {
            var parts = new List<string>();
            if (Longest is { } longest)
                parts.Add(AtMost(longest));
            if (ReasonLength is { } length)
                parts.Add(English.Reason(length).English);
            if (Ticket)
                parts.Add("a ticket");
            if (Assurance is { } level)
                parts.Add($"a {level.Words()}");
            if (Residual is { } residual)
                parts.Add($"a target that access outlives by {AtMost(residual)}");
            if (Stage is { } stage)
                parts.Add($"the agreement of {stage.Words()}");
            return $"Require {English.List(parts, "and")}";
        }

        public override RuleKind Kind() => RuleKind.Require;

        internal override IEnumerable<FieldError> Mistakes(string path)
        {
            if (this == new Require())
                return [new FieldError(path, Both("Require a longest duration, a reason, a ticket, an assurance level, a residual, an approval stage, or several of them."))];
            return
            [
                .. Longest is { } longest ? PolicyLimits.Mistakes($"{path}.longest", longest) : [],
                .. ReasonLength is { } length ? PolicyLimits.Mistakes($"{path}.reasonLength", length) : [],
                .. Stage?.Mistakes($"{path}.stage") ?? [],
                .. PolicyLimits.Mistakes($"{path}.assurance", Assurance),
                .. Residual is { } residual && residual != TimeSpan.Zero ? PolicyLimits.Mistakes($"{path}.residual", residual) : [],
            ];
        }
    }

    /// <summary>A route without a person.</summary>
    /// <param name="Longest">The longest duration this route admits; for break-glass at most 1 hour.</param>
    /// <param name="Default">What the form offers first; at most <paramref name="Longest"/>.</param>
    /// <param name="Assurance">The requester has signed in at this level or above.</param>
    /// <param name="BreakGlass">The route is only for emergencies that no other automatic route serves, and each use is reviewed.</param>
    public sealed record Automatic(TimeSpan Longest, TimeSpan Default, AssuranceLevel? Assurance = null, BreakGlass? BreakGlass = null) : Effect
    {
        public override string Words() => BreakGlass is { } broken
            ? $"Break glass for {AtMost(Longest)}{With(Assurance)}, {broken.Words()}"
            : $"Automatic for {AtMost(Longest)}{With(Assurance)}";

        public override RuleKind Kind() => RuleKind.Automatic;

        internal override IEnumerable<FieldError> Mistakes(string path) =>
        [
            .. RouteMistakes(path, Longest, Default),
            .. PolicyLimits.Mistakes($"{path}.assurance", Assurance),
            .. BreakGlass?.Mistakes($"{path}.breakGlass") ?? [],
            .. BreakGlass is not null && Longest > PolicyLimits.LongestBreakGlass
                ? [new FieldError($"{path}.longest", Both($"Break-glass access may last at most {DurationText.Format(PolicyLimits.LongestBreakGlass)}."))]
                : Array.Empty<FieldError>(),
        ];
    }

    /// <summary>A route with one or more approval stages, one after another.</summary>
    /// <param name="Longest">The longest duration this route admits.</param>
    /// <param name="Default">What the form offers first; at most <paramref name="Longest"/>.</param>
    /// <param name="Assurance">The requester has signed in at this level or above.</param>
    public sealed record Ask(TimeSpan Longest, TimeSpan Default, ValueList<Stage> Stages, AssuranceLevel? Assurance = null) : Effect
    {
        public override string Words() => $"Ask {string.Join(", then ", Stages.Select(stage => stage.Words()))} for {AtMost(Longest)}{With(Assurance)}";

        public override RuleKind Kind() => RuleKind.Ask;

        internal override IEnumerable<FieldError> Mistakes(string path) =>
        [
            .. Stages.Count is 0 or > PolicyLimits.MostStages
                ? [new FieldError($"{path}.stages", Both($"Name 1 to {PolicyLimits.MostStages} approval stages, or use “automatic”."))]
                : Array.Empty<FieldError>(),
            .. RouteMistakes(path, Longest, Default),
            .. Stages.SelectMany((stage, i) => stage.Mistakes($"{path}.stages[{i}]")),
            .. PolicyLimits.Mistakes($"{path}.assurance", Assurance),
        ];
    }
}

/// <summary>The kinds of effect, in the order people read them.</summary>
public enum RuleKind
{
    Refuse = 1,
    Require = 2,
    Automatic = 3,
    Ask = 4,
}
