using JitPortal.Domain.Texts;

namespace JitPortal.Domain.Policies;

/// <summary>One way that a request may go, all of it from one route and the requirements on it.</summary>
/// <param name="Stages">Who must agree, one stage after another; empty where nobody has to.</param>
/// <param name="Rule">The rule it comes from.</param>
/// <param name="BreakGlass">Set where it opens without asking anybody because it is an emergency.</param>
public sealed record Way(Window Window, ValueList<Stage> Stages, RuleRef Rule, BreakGlass? BreakGlass = null)
{
    /// <summary>How many people must agree in all.</summary>
    public int Approvals() => Stages.Sum(stage => stage.Quorum);

    /// <summary>A sentence without full stop: "This will be approved automatically", "Ann Lowe must agree, then one of security".</summary>
    public string Words() => Say().English;

    /// <summary>The same in the reader's language too.</summary>
    public Said Say() => this switch
    {
        { Stages.Count: > 0 } => Stages.Skip(1).Aggregate(Both($"{Stages[0].SentenceStart()} must agree"), (said, stage) => Both($"{said}, then {stage.Say()}")),
        { BreakGlass: { } broken } => Both($"This opens at once without approval, seen by everybody concerned and {broken.Say()}"),
        _ => Both("This will be approved automatically"),
    };
}
