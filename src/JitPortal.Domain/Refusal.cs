using System.Text.Json.Serialization;
using JitPortal.Domain.People;
using JitPortal.Domain.Texts;

namespace JitPortal.Domain;

/// <summary>
/// Why a caller's wish was not carried out: the one family of expected "no" in the product. Bugs and broken
/// machines throw instead.
/// </summary>
public abstract record Refusal(Said Why)
{
    /// <summary>In English: for the record, the log and programs.</summary>
    public string Message => Why.English;

    /// <summary>For whoever wished it, in their language.</summary>
    public string Shown => Why.Shown;

    /// <summary>There is no such thing, or the caller may not know of it (never told apart, so ids cannot be probed).</summary>
    public sealed record NotFound(Said Why) : Refusal(Why);

    /// <summary>The thing has moved on since the caller looked; reading it again shows how.</summary>
    public sealed record Conflict(Said Why) : Refusal(Why);

    /// <summary>The caller is known and may not do this.</summary>
    public sealed record Forbidden(Said Why) : Refusal(Why);

    /// <summary>The caller may do this once they have signed in at <paramref name="Level"/>; then the same call is to be made again.</summary>
    /// <param name="Level">What is needed.</param>
    /// <param name="Why">And what follows.</param>
    /// <param name="WithoutIt">There is another way that needs no step-up, which the caller may choose.</param>
    public sealed record NeedsStepUp(AssuranceLevel Level, Said Why, bool WithoutIt = false) : Refusal(Why);

    /// <summary>The input cannot be accepted; each mistake names its field and what would be accepted.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : Refusal(
        new Said(string.Join(" ", Errors.Select(e => e.Message)), string.Join(" ", Errors.Select(e => e.Shown))))
    {
        public Invalid(string field, Said why) : this([new FieldError(field, why)])
        {
        }
    }
}

/// <summary>One mistake in the input: <paramref name="Field"/> as the caller named it, and what would be accepted.</summary>
/// <param name="Message">In English, as <see cref="Refusal.Message"/>.</param>
[method: JsonConstructor]
public sealed record FieldError(string Field, string Message)
{
    public FieldError(string field, Said why) : this(field, why.English) => Shown = why.Shown;

    /// <summary>In the language of whoever made the mistake.</summary>
    public string Shown { get; init; } = Message;
}
