namespace JitPortal.Domain.Policies;

/// <summary>The answer of a condition. Unknown is an answer of its own and is never flattened to one of the others.</summary>
public enum Truth
{
    False = 0,
    Unknown = 1,
    True = 2,
}

/// <summary>Kleene's strong three-valued logic: with False &lt; Unknown &lt; True, "and" is the least and "or" the greatest.</summary>
public static class Kleene
{
    public static Truth And(Truth left, Truth right) => left < right ? left : right;

    public static Truth Or(Truth left, Truth right) => left > right ? left : right;

    public static Truth Not(Truth truth) => Truth.True - (int)truth;

    public static Truth From(bool known) => known ? Truth.True : Truth.False;
}
