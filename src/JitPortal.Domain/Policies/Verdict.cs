using System.Text.Json.Serialization;
using JitPortal.Domain.People;
using JitPortal.Domain.Texts;

namespace JitPortal.Domain.Policies;

/// <summary>What the policies say about one request, with the whole trace. Compared by content; safe to store (<see cref="VerdictDocument"/>).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Automatic), "automatic")]
[JsonDerivedType(typeof(NeedsApproval), "needsApproval")]
[JsonDerivedType(typeof(NeedsStepUp), "needsStepUp")]
[JsonDerivedType(typeof(Refused), "refused")]
public abstract record Verdict
{
    private Verdict(Trace trace) => Trace = trace;

    public Trace Trace { get; init; }

    /// <summary>One sentence for the requester.</summary>
    [JsonIgnore]
    public string Sentence => Say().English;

    /// <summary>Why, as ticked and crossed clauses: those of the winning rule and its limits, or the reasons of a refusal.</summary>
    [JsonIgnore]
    public ValueList<Clause> Clauses => this is Refused refused ? refused.Reasons : OfTheWinner();

    /// <summary>The way the request goes; <see langword="null"/> where it is refused, or waits for a step-up first.</summary>
    [JsonIgnore]
    public Way? Chosen => this switch
    {
        Automatic automatic => new Way(automatic.Window, [], Trace.Winner!, automatic.BreakGlass),
        NeedsApproval asks => new Way(asks.Window, asks.Stages, Trace.Winner!),
        _ => null,
    };

    /// <summary>The same in the reader's language too; what the record has of a rule in it is English.</summary>
    public abstract Said Say();

    private ValueList<Clause> OfTheWinner() =>
        Trace.Rules.Where(rule => rule.Rule == Trace.Winner).SelectMany(rule => rule.Parts.Concat(rule.Limits)).Distinct().ToValueList();

    /// <summary>No person is needed.</summary>
    /// <param name="BreakGlass">Set where it opens only because it is an emergency: shown to everybody concerned, and reviewed afterwards.</param>
    /// <param name="Assurance">What the route asks of the requester's sign-in, and asks again before the secret is shown.</param>
    public sealed record Automatic(Window Window, Trace Trace, BreakGlass? BreakGlass = null, AssuranceLevel Assurance = AssuranceLevel.Basic) : Verdict(Trace)
    {
        public override Said Say() => Both($"{Chosen!.Say()}.");
    }

    /// <summary>The stages must pass, one after another; there is at least one.</summary>
    public sealed record NeedsApproval(Window Window, ValueList<Stage> Stages, Trace Trace) : Verdict(Trace)
    {
        public override Said Say() => Both($"{Chosen!.Say()}.");

        /// <summary>How many people must agree in all.</summary>
        public int Approvals() => Stages.Sum(stage => stage.Quorum);
    }

    /// <summary>The requester has to sign in at a higher level first. Nothing is filed until then.</summary>
    /// <param name="Then">How it goes on after that.</param>
    /// <param name="Without">The best way that the session admits as it is, which the requester may choose (<see cref="RequestFacts.WithoutStepUp"/>).</param>
    public sealed record NeedsStepUp(AssuranceLevel Level, Way Then, Trace Trace, Way? Without = null) : Verdict(Trace)
    {
        public override Said Say() =>
            Both($"This needs a {Level.Say()} first. {Then.Say()}.{(Without is { } way ? Both($" Without that: {way.Say()}.") : "")}");
    }

    /// <summary>Not possible as asked.</summary>
    /// <param name="Reasons">All of them; never empty.</param>
    /// <param name="Alternatives">What would be possible instead, nearest first; each was decided by the same engine.</param>
    public sealed record Refused(ValueList<Clause> Reasons, ValueList<Alternative> Alternatives, Trace Trace) : Verdict(Trace)
    {
        public override Said Say() => Both($"Not possible: {string.Join(" ", Reasons.Select(reason => English.FullStop(reason.Words)))}");
    }
}

/// <summary>How long the access may be, all of it from one route and the requirements on it.</summary>
/// <param name="Asked">The duration that was asked for and is admitted.</param>
/// <param name="Longest">The longest this route admits.</param>
/// <param name="Default">What the form offers first; at most <paramref name="Longest"/>.</param>
public sealed record Window(TimeSpan Asked, TimeSpan Longest, TimeSpan Default);
