using JitPortal.Domain.People;
using JitPortal.Domain.Time;

namespace JitPortal.Domain.Approvals;

/// <summary>One approver's word in one stage of one request.</summary>
/// <param name="Duration">For an approval: at most this long; <see langword="null"/> means as asked.</param>
public sealed record Vote(PersonId Person, Choice Choice, TimeSpan? Duration, DateTimeOffset At)
{
    /// <summary>Whose right it was cast by: their own, or that of somebody they stood in for.</summary>
    public PersonId Seat { get; init; } = Person;

    /// <summary>An approver may shorten what was asked, never lengthen it.</summary>
    /// <returns>The duration to record; <see cref="Refusal.Invalid"/> on the field "duration".</returns>
    public static Outcome<TimeSpan> Shorten(TimeSpan asked, TimeSpan? approved) => approved is not { } duration
        ? asked
        : duration > TimeSpan.Zero && duration <= asked
            ? duration
            : new Refusal.Invalid("duration", Both($"Approve more than nothing and at most the {DurationText.Format(asked)} that are asked for."));
}

public enum Choice
{
    Approve = 1,
    Deny = 2,
}
