using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Time;

namespace JitPortal.Application.Approvals;

/// <summary>From when until when somebody is away, and who votes in their seat.</summary>
/// <param name="From">Not in the past; <see langword="null"/> is now.</param>
/// <param name="Until">At most 60 days after the begin.</param>
public sealed record AwayForm(PersonId Delegate, DateTimeOffset? From, DateTimeOffset Until)
{
    /// <summary>The longest absence: 60 days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(60);

    internal IReadOnlyList<FieldError> Mistakes(DateTimeOffset now)
    {
        var from = From ?? now;
        var mistakes = new List<FieldError>();
        if (from < now)
            mistakes.Add(new FieldError("from", Both("Begin now or later.")));
        if (Until <= from)
            mistakes.Add(new FieldError("until", Both("End after the begin.")));
        else if (Until - from > Longest)
            mistakes.Add(new FieldError("until", Both($"Be away for at most {DurationText.Format(Longest)} at a time.")));
        return mistakes;
    }
}
