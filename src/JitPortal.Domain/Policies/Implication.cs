namespace JitPortal.Domain.Policies;

/// <summary>What can be told about conditions from their shape alone, whatever the facts. It never claims more than is certain.</summary>
internal static class Implication
{
    /// <returns>Whether <paramref name="weaker"/> holds wherever <paramref name="stronger"/> does; false also where that cannot be told.</returns>
    public static bool Holds(Condition stronger, Condition weaker) => stronger == weaker || weaker switch
    {
        Condition.Always => true,
        Condition.All all => all.Of.Count > 0 && all.Of.All(part => Holds(stronger, part)),
        Condition.Any any => any.Of.Any(part => Holds(stronger, part)),
        _ => stronger switch
        {
            Condition.All all => all.Of.Any(part => Holds(part, weaker)),
            Condition.Any any => any.Of.Count > 0 && any.Of.All(part => Holds(part, weaker)),
            Condition.DurationAtMost shorter => weaker is Condition.DurationAtMost longer && shorter.Longest <= longer.Longest,
            Condition.ReasonPresent more => weaker is Condition.ReasonPresent less && more.MinLength >= less.MinLength,
            _ => false,
        },
    };

    /// <returns>Whether no facts can make it true.</returns>
    public static bool IsNever(Condition condition) => condition switch
    {
        Condition.Not { Of: Condition.Always } => true,
        Condition.Not => false,
        Condition.Any any => any.Of.Count > 0 && any.Of.All(IsNever),
        Condition.All all => all.Parts().ToList() is var parts && (parts.Any(IsNever) || parts.Any(part => parts.Any(other => Excludes(part, other)))),
        _ => false,
    };

    private static bool Excludes(Condition one, Condition other) =>
        (other is Condition.Not not && Holds(one, not.Of)) || (one is Condition.SubjectIs kind && other is Condition.SubjectIs { Subject: var wanted } && kind.Subject != wanted);
}
