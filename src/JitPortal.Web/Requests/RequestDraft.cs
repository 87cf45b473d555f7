using JitPortal.Application.Catalog;
using JitPortal.Application.Requests;
using JitPortal.Domain.Time;

namespace JitPortal.Web.Requests;

/// <summary>What has been filled in so far.</summary>
public sealed record RequestDraft(LengthChoice Length, string Reason, string PublicKey, string Ticket = "")
{
    /// <summary>The fields that the form shows, as the use cases name them.</summary>
    public static IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "duration", "reason", "ticket", "publicKey" };

    public static RequestDraft Empty { get; } = new(new LengthChoice(TimeSpan.FromHours(1), ""), "", "");

    public TimeSpan? Duration => Length.Duration;

    /// <summary>What has an end to show: more than may be asked for can lie beyond the calendar.</summary>
    public TimeSpan? Shown => Duration <= RequestFormCheck.Longest ? Duration : null;

    /// <summary>An hour, or what the easiest way admits; a link may say otherwise. What it says is shown, also where it is no length.</summary>
    public static RequestDraft Start(string? length, string? reason, TimeSpan longest)
    {
        var choice = DurationText.Parse(length) switch
        {
            { Succeeded: true, Value: var asked } => LengthChoice.Of(asked),
            _ when string.IsNullOrWhiteSpace(length) => LengthChoice.AtMost(longest),
            _ => new LengthChoice(Preset: null, length),
        };
        return new RequestDraft(choice, reason ?? "", "");
    }

    /// <returns><see langword="null"/> while the length cannot be read.</returns>
    public RequestForm? Form(CatalogItem item, string idempotencyKey) => Duration is { } duration
        ? new RequestForm(item.Id, duration, Reason.Trim(), item.TakesPublicKey && PublicKey.Trim() is { Length: > 0 } key ? key : null, IdempotencyKey: idempotencyKey, Ticket: item.TakesTicket && Ticket.Trim() is { Length: > 0 } ticket ? ticket : null)
        : null;
}
