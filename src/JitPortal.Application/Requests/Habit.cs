namespace JitPortal.Application.Requests;

/// <summary>What somebody did with access in the last 90 days, to compare a request with.</summary>
/// <param name="Granted">How often access was opened for them, of any kind.</param>
/// <param name="Denied">How often an approver said no.</param>
/// <param name="GivenBackEarly">How often they gave it back before its end.</param>
/// <param name="UsualLength">The middle of the lengths they got on this entitlement; <see langword="null"/> the first time.</param>
/// <param name="Same">The spans in which they held this very entitlement, latest first; at most 50.</param>
/// <param name="LikeLast">
/// How many of those this request is like: no longer than the longest of them, and within two hours of the time of day that one of
/// them began. 0 where it is not.
/// </param>
public sealed record Habit(int Granted, int Denied, int GivenBackEarly, TimeSpan? UsualLength, IReadOnlyList<HeldSpan> Same, int LikeLast)
{
    public static Habit None { get; } = new(0, 0, 0, null, [], 0);

    public Familiarity Familiarity => this switch
    {
        { LikeLast: > 0 } => Familiarity.Like,
        { Same.Count: 0 } => Familiarity.First,
        _ => Familiarity.Unusual,
    };
}

/// <summary>How a request compares with those before it, what needs the closest look first.</summary>
public enum Familiarity
{
    /// <summary>Asked for before, but not for so long or at such an hour.</summary>
    Unusual,

    /// <summary>Never had before.</summary>
    First,

    /// <summary>Like the ones before.</summary>
    Like,
}

/// <summary>A span of time in which access was open.</summary>
public sealed record HeldSpan(DateTimeOffset From, DateTimeOffset To);
