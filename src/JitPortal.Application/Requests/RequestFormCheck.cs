using JitPortal.Application.Intake;
using JitPortal.Domain;
using JitPortal.Domain.Time;

namespace JitPortal.Application.Requests;

/// <summary>What a request and every duration from outside must be; every mistake at once.</summary>
public static class RequestFormCheck
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Characters in the name of a ticket: 100.</summary>
    public const int LongestTicket = 100;

    /// <summary>Characters in the line of a public key: 4,000; RSA with 16,384 bits takes 2,772 without its comment.</summary>
    public const int LongestPublicKey = 4_000;

    private const int LongestKey = 100;

    public static IReadOnlyList<FieldError> Mistakes(RequestForm form) =>
    [
        .. DurationMistakes("duration", form.Duration),
        .. TextCheck.Mistakes("reason", form.Reason, TextCheck.LongestReason),
        .. form.Ticket is { } ticket ? TextCheck.Mistakes("ticket", ticket, LongestTicket) : [],
        .. form.PublicKey is { } publicKey ? TextCheck.Mistakes("publicKey", publicKey, LongestPublicKey) : [],
        .. form.IdempotencyKey is { } key && (key.Length is 0 or > LongestKey || TextCheck.Mistakes("idempotencyKey", key, LongestKey).Any())
            ? [new FieldError("idempotencyKey", Both($"Use 1 to {LongestKey} printable characters."))]
            : Array.Empty<FieldError>(),
    ];

    public static IEnumerable<FieldError> DurationMistakes(string field, TimeSpan duration)
    {
        if (duration < Shortest || duration > Longest)
            yield return new FieldError(field, Both($"Ask for {DurationText.Format(Shortest)} to {DurationText.Format(Longest)}."));
    }
}
