using JitPortal.Domain.People;

namespace JitPortal.Domain;

/// <summary>
/// Why a caller's wish was not carried out: the one family of expected "no" in the product. Bugs and broken
/// machines throw instead.
/// </summary>
public abstract record Refusal(string Message)
{
    /// <summary>There is no such thing, or the caller may not know of it (never told apart, so ids cannot be probed).</summary>
    public sealed record NotFound(string Message) : Refusal(Message);

    /// <summary>The thing has moved on since the caller looked; reading it again shows how.</summary>
    public sealed record Conflict(string Message) : Refusal(Message);

    /// <summary>The caller is known and may not do this.</summary>
    public sealed record Forbidden(string Message) : Refusal(Message);

    /// <summary>The caller may do this once they have signed in at <paramref name="Level"/>; then the same call is to be made again.</summary>
    /// <param name="Level">What is needed.</param>
    /// <param name="Message">Why, and what follows.</param>
    /// <param name="WithoutIt">There is another way that needs no step-up, which the caller may choose.</param>
    public sealed record NeedsStepUp(AssuranceLevel Level, string Message, bool WithoutIt = false) : Refusal(Message);

    /// <summary>The input cannot be accepted; each mistake names its field and what would be accepted.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : Refusal(string.Join(" ", Errors.Select(e => e.Message)))
    {
        public Invalid(string field, string message) : this([new FieldError(field, message)])
        {
        }
    }
}

/// <summary>One mistake in the input: <paramref name="Field"/> as the caller named it, and what would be accepted.</summary>
public sealed record FieldError(string Field, string Message);
