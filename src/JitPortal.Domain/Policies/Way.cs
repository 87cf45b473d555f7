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
    public string Words() => this switch
    {
        { Stages.Count: > 0 } => $"{Stages[0].SentenceStart()} must agree{string.Concat(Stages.Skip(1).Select(stage => $", then {stage.Words()}"))}",
        { BreakGlass: { } broken } => $"This opens at once without approval, seen by everybody concerned and {broken.Words()}",
        _ => "This will be approved automatically",
    };
}
