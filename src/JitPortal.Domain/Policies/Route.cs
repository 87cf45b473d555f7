using JitPortal.Domain.People;

namespace JitPortal.Domain.Policies;

/// <summary>One way to the access: a rule's limits and stages with every requirement on top. Routes are never mixed.</summary>
internal sealed record Route(
    RuleRef Ref,
    TimeSpan Longest,
    TimeSpan Default,
    ValueList<Stage> Stages,
    AssuranceLevel Assurance,
    BreakGlass? BreakGlass = null,
    int ReasonLength = 0,
    bool Ticket = false,
    TimeSpan? Residual = null)
{
    internal int Approvals => Stages.Sum(stage => stage.Quorum);

    internal bool IsAutomatic => Stages.Count == 0;

    /// <returns><see langword="null"/> for a rule that is no route.</returns>
    internal static Route? Of(RuleInForce rule) => rule.Rule.Effect switch
    {
        Effect.Automatic automatic => new Route(rule.Ref, automatic.Longest, automatic.Default, [], automatic.Assurance ?? AssuranceLevel.Basic, automatic.BreakGlass),
        Effect.Ask ask => new Route(rule.Ref, ask.Longest, ask.Default, ask.Stages, ask.Assurance ?? AssuranceLevel.Basic),
        _ => null,
    };

    /// <summary>The route with a requirement on top. A stage that is there already is not asked twice.</summary>
    internal Route With(Effect.Require require)
    {
        var longest = require.Longest is { } limit && limit < Longest ? limit : Longest;
        return this with
        {
            Longest = longest,
            Default = Default < longest ? Default : longest,
            ReasonLength = Math.Max(ReasonLength, require.ReasonLength ?? 0),
            Ticket = Ticket || require.Ticket,
            Residual = require.Residual is { } residual && !(Residual <= residual) ? residual : Residual,
            Assurance = require.Assurance is { } level && level > Assurance ? level : Assurance,
            Stages = require.Stage is { } stage && !Stages.Contains(stage) ? [.. Stages, stage] : Stages,
        };
    }

    /// <summary>What the request has to keep, each as the condition that says the same.</summary>
    internal IEnumerable<Condition.Leaf> Limits()
    {
        yield return new Condition.DurationAtMost(Longest);
        if (ReasonLength > 0)
            yield return new Condition.ReasonPresent(ReasonLength);
        if (Ticket)
            yield return new Condition.TicketPresent();
        if (Residual is { } residual)
            yield return new Condition.ResidualAtMost(residual);
        if (BreakGlass is not null)
            yield return new Condition.Emergency();
    }
}
