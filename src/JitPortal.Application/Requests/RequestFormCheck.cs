using JitPortal.Domain;
using JitPortal.Domain.Time;

namespace JitPortal.Application.Requests;

/// <summary>What every text and duration from outside must be, in one place; every mistake at once.</summary>
public static class RequestFormCheck
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Characters in a reason: 2,000.</summary>
    public const int LongestReason = 2_000;

    /// <summary>Characters in the name of a ticket: 100.</summary>
    public const int LongestTicket = 100;

    private const int LongestKey = 100;

    public static IReadOnlyList<FieldError> Mistakes(RequestForm form) =>
    [
        .. DurationMistakes("duration", form.Duration),
        .. TextMistakes("reason", form.Reason, LongestReason),
        .. form.Ticket is { } ticket ? TextMistakes("ticket", ticket, LongestTicket) : [],
        .. form.IdempotencyKey is { } key && (key.Length is 0 or > LongestKey || TextMistakes("idempotencyKey", key, LongestKey).Any())
            ? [new FieldError("idempotencyKey", $"Use 1 to {LongestKey} printable characters.")]
            : Array.Empty<FieldError>(),
    ];

    public static IEnumerable<FieldError> DurationMistakes(string field, TimeSpan duration)
    {
        if (duration < Shortest || duration > Longest)
            yield return new FieldError(field, $"Ask for {DurationText.Format(Shortest)} to {DurationText.Format(Longest)}.");
    }

    public static IEnumerable<FieldError> TextMistakes(string field, string text, int longest)
    {
        if (text.Length > longest)
            yield return new FieldError(field, $"Use at most {longest} characters; these are {text.Length}.");
        else if (text.Any(c => char.IsControl(c) && c is not '\n' and not '\r' and not '\t') || !IsWellFormed(text))
            yield return new FieldError(field, "Use plain text: control characters and broken characters cannot be stored.");
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text, i))
                return false;
            i++;
        }
        return true;
    }
}
