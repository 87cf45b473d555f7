using JitPortal.Domain.Policies;

namespace JitPortal.Domain.Approvals;

/// <summary>A stage as it stands after some waiting. Nothing is stored of it: it follows from when the stage began and who is there.</summary>
public static class StageAt
{
    /// <param name="waited">Since the stage began.</param>
    /// <param name="count">How many people count among these approvers; asked only where the stage has a fallback.</param>
    /// <returns>The stage with everybody who may decide by now among its approvers.</returns>
    public static Stage Of(Stage stage, TimeSpan waited, Func<Stage, int> count)
    {
        var named = stage with { Approvers = stage.Named() };
        var open = stage.Escalation is { } escalation && waited >= escalation.After ? named : stage;
        return stage.Fallback is { } fallback && count(named) < stage.Quorum
            ? open with { Approvers = open.Approvers.Concat(fallback).Distinct().ToValueList() }
            : open;
    }
}
